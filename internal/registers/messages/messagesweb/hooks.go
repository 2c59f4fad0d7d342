package messagesweb

import (
	"context"
	"errors"
	"io"
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
)

// longestNews is how long a receipt or a text may be, in bytes.
const longestNews = 64 << 10

// receipt takes the news of a message. What we cannot use is answered as taken, so that
// Notify does not tell it five times; a fault of ours is not.
func (p *pages) receipt(w http.ResponseWriter, r *http.Request) error {
	body, err := p.told(r)
	if err != nil {
		return err
	}
	sent, err := p.hooks().Receipt(body)
	if err != nil {
		return err
	}
	return taken(w, p.messages.Receipt(asNotify(r.Context()), sent))
}

// text takes a text that came in.
func (p *pages) text(w http.ResponseWriter, r *http.Request) error {
	body, err := p.told(r)
	if err != nil {
		return err
	}
	in, err := p.hooks().Text(body)
	if err != nil {
		return err
	}
	return taken(w, p.messages.Receive(asNotify(r.Context()), in))
}

// told reads what Notify says, if it is Notify.
func (p *pages) told(r *http.Request) ([]byte, error) {
	if !p.hooks().Admits(r.Header.Get("Authorization")) {
		return nil, fault.New(fault.Forbidden, "messages.hook", "This door is for GOV.UK Notify. The token is wrong.")
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, longestNews+1))
	if err == nil && len(body) > longestNews {
		err = errors.New("the news is longer than any")
	}
	if err != nil {
		return nil, &fault.Error{Kind: fault.Invalid, Code: "messages.hook-body", Message: "The body cannot be read.", Err: err}
	}
	return body, nil
}

// asNotify is the context of whoever tells the news, for the journal.
func asNotify(ctx context.Context) context.Context {
	caller := db.CallerOf(ctx)
	caller.Actor, caller.Purpose = "GOV.UK Notify", "news of a message"
	return db.As(ctx, caller)
}

func taken(w http.ResponseWriter, err error) error {
	if err == nil {
		w.WriteHeader(http.StatusNoContent)
	}
	return err
}
