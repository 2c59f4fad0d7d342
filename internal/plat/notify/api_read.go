package notify

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// Notification is a message as Notify keeps it, for seven days unless set otherwise.
type Notification struct {
	ID          string     `json:"id"`
	Reference   string     `json:"reference"`
	Type        string     `json:"type"`   // email, sms or letter
	Status      string     `json:"status"` // Notify's own word; StatusOf reads it
	CreatedAt   time.Time  `json:"created_at"`
	SentAt      *time.Time `json:"sent_at"`
	CompletedAt *time.Time `json:"completed_at"`
}

// Filter narrows a list of notifications; empty fields do not.
type Filter struct {
	Type      string // email, sms or letter
	Status    string
	Reference string
	OlderThan string // an id: go on behind it
}

// Notification returns one message. One that Notify does not keep is a [Failure] of [Setup]
// with the code "404 …".
func (a *API) Notification(ctx context.Context, id string) (n Notification, err error) {
	err = a.get(ctx, "v2/notifications/"+url.PathEscape(id), nil, &n)
	return n, err
}

// Notifications returns up to 250 messages, the latest first.
func (a *API) Notifications(ctx context.Context, f Filter) ([]Notification, error) {
	var page struct{ Notifications []Notification }
	query := values("template_type", f.Type, "status", f.Status, "reference", f.Reference, "older_than", f.OlderThan)
	err := a.get(ctx, "v2/notifications", query, &page)
	return page.Notifications, err
}

// LetterPDF returns a letter as it is or was printed.
func (a *API) LetterPDF(ctx context.Context, id string) ([]byte, error) {
	return a.raw(ctx, http.MethodGet, "v2/notifications/"+url.PathEscape(id)+"/pdf", nil, nil)
}

// Inbound is a text that somebody sent to the borough's number.
type Inbound struct {
	ID   string    // Notify's, the same however often it is told
	From string    // as Notify writes numbers: 447700900123
	To   string    // our number
	Text string    // as it was typed
	At   time.Time // when Notify got it
}

// Received returns up to 250 texts that came in, the latest first, behind the one with
// the id given.
func (a *API) Received(ctx context.Context, olderThan string) ([]Inbound, error) {
	var page struct {
		Texts []struct {
			ID        string    `json:"id"`
			From      string    `json:"user_number"`
			To        string    `json:"notify_number"`
			Content   string    `json:"content"`
			CreatedAt time.Time `json:"created_at"`
		} `json:"received_text_messages"`
	}
	err := a.get(ctx, "v2/received-text-messages", values("older_than", olderThan), &page)
	var all []Inbound
	for _, text := range page.Texts {
		all = append(all, Inbound{ID: text.ID, From: text.From, To: text.To, Text: text.Content, At: text.CreatedAt})
	}
	return all, err
}

// TemplateAtNotify is a template kept at Notify.
type TemplateAtNotify struct {
	ID      string `json:"id"`
	Type    string `json:"type"`
	Name    string `json:"name"`
	Version int    `json:"version"`
	Subject string `json:"subject"`
	Body    string `json:"body"`
}

// Template returns the latest version of a template: a way to find out, when the program
// starts, whether key and template belong together.
func (a *API) Template(ctx context.Context, id string) (t TemplateAtNotify, err error) {
	err = a.get(ctx, "v2/template/"+url.PathEscape(id), nil, &t)
	return t, err
}

func values(pairs ...string) url.Values {
	query := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			query.Set(pairs[i], pairs[i+1])
		}
	}
	return query
}
