// The same work as wechatd's in Go's standard library: signature, XML, a reply with the names swapped.
// Usage: echo PORT TOKEN
package main

import (
	"crypto/sha1"
	"crypto/subtle"
	"encoding/hex"
	"encoding/xml"
	"log"
	"net/http"
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

func isSigned(r *http.Request, token string) bool {
	query := r.URL.Query()
	parts := []string{token, query.Get("timestamp"), query.Get("nonce")}
	sort.Strings(parts)
	digest := sha1.Sum([]byte(strings.Join(parts, "")))
	expected := hex.EncodeToString(digest[:])
	return subtle.ConstantTimeCompare([]byte(expected), []byte(query.Get("signature"))) == 1
}

func main() {
	port, token := os.Args[1], os.Args[2]
	http.HandleFunc("/wechat", func(w http.ResponseWriter, r *http.Request) {
		if !isSigned(r, token) {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		var p push
		if err := xml.NewDecoder(r.Body).Decode(&p); err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		answer, err := xml.Marshal(reply{
			ToUserName: cdata{p.FromUserName}, FromUserName: cdata{p.ToUserName},
			CreateTime: time.Now().Unix(), MsgType: cdata{"text"}, Content: cdata{p.Content},
		})
		if err != nil {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/xml; charset=utf-8")
		w.Write(answer)
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, nil))
}
