package main

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"log"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

const (
	blockSize = 32
	headSize  = 20 // random bytes and the length
)

type envelope struct {
	XMLName xml.Name `xml:"xml"`
	Encrypt string
}

type sealed struct {
	XMLName      xml.Name `xml:"xml"`
	Encrypt      cdata
	MsgSignature cdata
	TimeStamp    int64
	Nonce        cdata
}

// account is one in safe mode.
type account struct {
	token, appID string
	block        cipher.Block
	vector       []byte
}

func newAccount(token, encodingAESKey, appID string) *account {
	key, err := base64.StdEncoding.DecodeString(encodingAESKey + "=")
	if err != nil {
		log.Fatal(err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		log.Fatal(err)
	}
	return &account{token, appID, block, key[:aes.BlockSize]}
}

func (a *account) respond(query url.Values, body []byte) ([]byte, int) {
	var e envelope
	if err := xml.Unmarshal(body, &e); err != nil {
		return nil, http.StatusBadRequest
	}
	if !isSigned(query.Get("msg_signature"), a.token, query.Get("timestamp"), query.Get("nonce"), e.Encrypt) {
		return nil, http.StatusForbidden
	}
	message, err := a.open(e.Encrypt)
	if err != nil {
		return nil, http.StatusForbidden
	}
	document, err := echo(message)
	if err != nil {
		return nil, http.StatusBadRequest
	}
	envelope, err := a.seal(document, query.Get("nonce"))
	if err != nil {
		return nil, http.StatusInternalServerError
	}
	return envelope, http.StatusOK
}

func (a *account) open(encrypt string) ([]byte, error) {
	plain, err := base64.StdEncoding.DecodeString(encrypt)
	if err != nil {
		return nil, err
	}
	if len(plain) == 0 || len(plain)%blockSize != 0 {
		return nil, errors.New("no whole blocks")
	}
	cipher.NewCBCDecrypter(a.block, a.vector).CryptBlocks(plain, plain)
	end := len(plain) - int(plain[len(plain)-1])
	if end < headSize || end < len(plain)-blockSize {
		return nil, errors.New("wrong padding")
	}
	length := int(binary.BigEndian.Uint32(plain[16:headSize]))
	if length > end-headSize || string(plain[headSize+length:end]) != a.appID {
		return nil, errors.New("foreign receiver")
	}
	return plain[headSize : headSize+length], nil
}

func (a *account) seal(message []byte, nonce string) ([]byte, error) {
	plain := make([]byte, headSize, headSize+len(message)+len(a.appID)+blockSize)
	if _, err := rand.Read(plain[:16]); err != nil {
		return nil, err
	}
	binary.BigEndian.PutUint32(plain[16:], uint32(len(message)))
	plain = append(append(plain, message...), a.appID...)
	padding := blockSize - len(plain)%blockSize
	plain = append(plain, bytes.Repeat([]byte{byte(padding)}, padding)...)
	cipher.NewCBCEncrypter(a.block, a.vector).CryptBlocks(plain, plain)
	encrypt, now := base64.StdEncoding.EncodeToString(plain), time.Now().Unix()
	signed := signature(a.token, strconv.FormatInt(now, 10), nonce, encrypt)
	return xml.Marshal(sealed{
		Encrypt: cdata{encrypt}, MsgSignature: cdata{signed}, TimeStamp: now, Nonce: cdata{nonce},
	})
}
