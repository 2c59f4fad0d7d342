package notify

import (
	"context"
	"slices"
)

// Templates are the two templates a borough makes at Notify, once. Their wording is the
// blueprint's, so they hold nothing but fields: the mail's subject ((subject)) and its
// body ((body)), the text's body ((body)). Letters are sent as PDF and need none.
type Templates struct{ Email, Text string }

// GOVUK carries mail, texts and letters by GOV.UK Notify.
type GOVUK struct {
	api       *API
	templates Templates
	postage   Postage
}

// NewGOVUK returns a carrier. Postage may be empty.
func NewGOVUK(api *API, templates Templates, postage Postage) *GOVUK {
	return &GOVUK{api: api, templates: templates, postage: postage}
}

// Send hands one message to Notify.
func (g *GOVUK) Send(ctx context.Context, m Message) (Sent, error) {
	posted, err := g.post(ctx, m)
	if err != nil {
		return Sent{}, err
	}
	return Sent{Carrier: "notify", ID: posted.ID, Reference: m.Reference, Status: Accepted}, nil
}

func (g *GOVUK) post(ctx context.Context, m Message) (Posted, error) {
	switch m.Channel {
	case Email:
		return g.api.SendEmail(ctx, g.templates.Email, m.To, m.Reference, Personalisation{"subject": m.Subject, "body": m.Body})
	case Text:
		return g.api.SendText(ctx, g.templates.Text, m.To, m.Reference, Personalisation{"body": m.Body})
	case Letter:
		return g.api.SendPDF(ctx, m.PDF, m.Reference, g.postage)
	}
	return Posted{}, &Failure{Trouble: Setup, Code: "not-set-up"}
}

// Find asks Notify for the message with the reference. Of several the latest counts.
func (g *GOVUK) Find(ctx context.Context, _ Channel, reference string) (Sent, bool, error) {
	found, err := g.api.Notifications(ctx, Filter{Reference: reference})
	if err != nil || len(found) == 0 {
		return Sent{}, false, err
	}
	latest := slices.MaxFunc(found, func(a, b Notification) int { return a.CreatedAt.Compare(b.CreatedAt) })
	sent := Sent{Carrier: "notify", ID: latest.ID, Reference: latest.Reference, Status: StatusOf(latest.Status), At: latest.CreatedAt}
	if latest.CompletedAt != nil {
		sent.At = *latest.CompletedAt
	}
	return sent, true, nil
}

// StatusOf reads Notify's word for how a message stands. A word that is new to us is taken
// for one on its way.
func StatusOf(word string) Status {
	switch word {
	case "delivered", "received": // a letter is received by the printer, and that is all anybody hears
		return Delivered
	case "permanent-failure", "cancelled", "returned":
		return Undeliverable
	case "temporary-failure":
		return Expired
	case "technical-failure", "validation-failed", "virus-scan-failed":
		return Broken
	}
	return Accepted
}
