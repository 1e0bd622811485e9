// The same work as wechatd's in Go's standard library: signature, XML, a reply with the names swapped; with a key in
// safe mode. Usage: echo PORT TOKEN [ENCODING_AES_KEY APP_ID]
package main

import (
	"crypto/sha1"
	"crypto/subtle"
	"encoding/hex"
	"encoding/xml"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"sort"
	"strings"
	"time"
)

type push struct {
	XMLName      xml.Name `xml:"xml"`
	ToUserName   string
	FromUserName string
	CreateTime   int64
	MsgType      string
	Content      string
	MsgId        int64
}

type cdata struct {
	Text string `xml:",cdata"`
}

type reply struct {
	XMLName      xml.Name `xml:"xml"`
	ToUserName   cdata
	FromUserName cdata
	CreateTime   int64
	MsgType      cdata
	Content      cdata
}

func signature(parts ...string) string {
	sort.Strings(parts)
	digest := sha1.Sum([]byte(strings.Join(parts, "")))
	return hex.EncodeToString(digest[:])
}

func isSigned(signed string, parts ...string) bool {
	return subtle.ConstantTimeCompare([]byte(signature(parts...)), []byte(signed)) == 1
}

func echo(document []byte) ([]byte, error) {
	var p push
	if err := xml.Unmarshal(document, &p); err != nil {
		return nil, err
	}
	return xml.Marshal(reply{
		ToUserName: cdata{p.FromUserName}, FromUserName: cdata{p.ToUserName},
		CreateTime: time.Now().Unix(), MsgType: cdata{"text"}, Content: cdata{p.Content},
	})
}

// answer returns the body that answers a push, or the status that refuses it.
type answer func(query url.Values, body []byte) ([]byte, int)

func plain(token string) answer {
	return func(query url.Values, body []byte) ([]byte, int) {
		if !isSigned(query.Get("signature"), token, query.Get("timestamp"), query.Get("nonce")) {
			return nil, http.StatusForbidden
		}
		document, err := echo(body)
		if err != nil {
			return nil, http.StatusBadRequest
		}
		return document, http.StatusOK
	}
}

func main() {
	port, token := os.Args[1], os.Args[2]
	respond := plain(token)
	if len(os.Args) > 3 {
		respond = newAccount(token, os.Args[3], os.Args[4]).respond
	}
	http.HandleFunc("/wechat", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		document, status := respond(r.URL.Query(), body)
		w.Header().Set("Content-Type", "application/xml; charset=utf-8")
		w.WriteHeader(status)
		w.Write(document)
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, nil))
}
