package web

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/words"
)

// visit is what the server knows about one request while it is answered.
type visit struct {
	server   *Server
	id       string // quoted on error pages and in the log
	began    time.Time
	pattern  string // of the route; never the path, which could hold anything
	secret   bool   // the answers posted are never shown again
	token    string // of the session; "" when not signed in
	who      access.Principal
	language *words.Language // in which the page is answered
	chose    bool            // somebody chose it, now or before
	spoken   bool            // the page is in every language
	request  *http.Request   // the latest copy, which holds the parsed form
}

type visitKey struct{}

func (s *Server) newVisit() *visit {
	var id [8]byte
	rand.Read(id[:]) // never fails
	return &visit{server: s, id: hex.EncodeToString(id[:]), began: time.Now(), language: words.English()}
}

// visitOf returns the visit of a request that came through a Server, or nil.
func visitOf(ctx context.Context) *visit {
	v, _ := ctx.Value(visitKey{}).(*visit)
	return v
}

// visited returns the visit of r. A handler called without a Server has none,
// which is a mistake of the program.
func visited(r *http.Request) *visit {
	v := visitOf(r.Context())
	if v == nil {
		panic("web: a handler was called without a web.Server")
	}
	return v
}

// RequestID returns the id under which the log knows this request, or "".
func RequestID(ctx context.Context) string {
	if v := visitOf(ctx); v != nil {
		return v.id
	}
	return ""
}
