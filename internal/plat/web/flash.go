package web

import (
	"crypto/hmac"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const flashLife = time.Minute

// Flash says something once, in a success banner on the next page: "Parcel
// 7K3D-9M2 is packed". It travels in a signed cookie that lives a minute and
// belongs to this session; keep names and addresses out of it.
func Flash(w http.ResponseWriter, r *http.Request, text string) {
	v := visited(r)
	until := v.server.config.Clock.Now().Add(flashLife).Unix()
	body := strconv.FormatInt(until, 10) + "." + base64.RawURLEncoding.EncodeToString([]byte(text))
	v.server.setCookie(w, "flash", body+"."+v.server.sign("flash", v.token+"\x00"+body), flashLife)
}

// flashed takes the message off the request, so that it is shown once.
func (s *Server) flashed(w http.ResponseWriter, r *http.Request) string {
	kept := s.cookie(r, "flash")
	if kept == "" {
		return ""
	}
	s.setCookie(w, "flash", "", -1)
	cut := strings.LastIndexByte(kept, '.')
	if cut < 0 || !hmac.Equal([]byte(kept[cut+1:]), []byte(s.sign("flash", visited(r).token+"\x00"+kept[:cut]))) {
		return ""
	}
	until, text, _ := strings.Cut(kept[:cut], ".")
	seconds, err := strconv.ParseInt(until, 10, 64)
	if err != nil || s.config.Clock.Now().Unix() > seconds {
		return ""
	}
	words, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return ""
	}
	return string(words)
}
