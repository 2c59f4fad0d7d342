package messages

import (
	"context"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/kernel/phone"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/notify"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
)

// InboundID names a text that came in.
type InboundID = ident.ID[Inbound]

// Inbound is a text that somebody sent to the borough.
type Inbound struct {
	ID        InboundID
	CarrierID string
	From      phone.Number
	Body      string // "" once it is no longer kept
	Gist
	Record        people.RecordID // whose number it is; "" when nobody's, or several people's
	Neighbourhood string
	ReceivedAt    time.Time
	ReadAt        time.Time
	ReadBy        string
}

// Gist is what the program itself understands of a text.
type Gist string

// The meanings.
const (
	Says  Gist = "says"  // for a person to read
	Stop  Gist = "stop"  // no more texts
	Start Gist = "start" // texts again
)

// stops and starts are the words that say so by themselves, in any case and with or without
// a full stop.
var (
	stops  = map[string]bool{"stop": true, "stopall": true, "stop all": true, "unsubscribe": true, "no more texts": true, "stop texting": true, "stop texting me": true}
	starts = map[string]bool{"start": true, "unstop": true}
)

func gistOf(text string) Gist {
	plain := strings.Join(strings.Fields(strings.ToLower(strings.Trim(strings.TrimSpace(text), ".!\"'“”"))), " ")
	switch {
	case stops[plain]:
		return Stop
	case starts[plain]:
		return Start
	}
	return Says
}

// longestInbound is how much of a text is kept.
const longestInbound = 2000

// Receive keeps a text that came in, finds whose it is by its number, and does what stop and
// start say. The same text told again changes nothing.
func (s *Service) Receive(ctx context.Context, in notify.Inbound) (err error) {
	defer fault.Wrap(&err, "keep a text that came in")
	number, err := phone.Parse("+" + strings.TrimPrefix(in.From, "+"))
	if err != nil {
		number = "" // from abroad or from a name: it is kept all the same
	}
	body := in.Text
	if runes := []rune(body); len(runes) > longestInbound {
		body = string(runes[:longestInbound])
	}
	text := Inbound{CarrierID: in.ID, From: number, Body: body, Gist: gistOf(in.Text), ReceivedAt: in.At}
	return s.db.Write(ctx, func(tx *db.Tx) error { return receive(tx, text) })
}

func receive(tx *db.Tx, text Inbound) error {
	text.ID = ident.New[Inbound](tx.Now())
	if text.ReceivedAt.IsZero() || text.ReceivedAt.After(tx.Now()) {
		text.ReceivedAt = tx.Now()
	}
	if err := text.match(tx); err != nil {
		return err
	}
	if text.Gist != Says {
		text.ReadAt, text.ReadBy = tx.Now(), tx.Actor()
	}
	first, err := insertInbound(tx, text)
	if err != nil || !first {
		return err
	}
	switch text.Gist {
	case Stop:
		err = stopNumber(tx, text.From)
	case Start:
		err = startNumber(tx, text.From)
	}
	if err != nil {
		return err
	}
	return text.tell(tx)
}

// match finds whose number it is. Where several people have it nobody can say.
func (t *Inbound) match(tx *db.Tx) error {
	found, err := people.WithPhone(tx, t.From)
	if err != nil || len(found) != 1 {
		return err
	}
	p, err := people.PersonIn(tx, people.RecordID(found[0]))
	if err != nil {
		return err
	}
	t.Record, t.Neighbourhood = p.Lead().ID, p.Current().Neighbourhood
	return nil
}

func (t Inbound) tell(tx *db.Tx) error {
	verb := map[Gist]string{Says: "got a text from the person", Stop: "was told by text to send no more texts", Start: "was told by text to send texts again"}[t.Gist]
	if t.Record != "" {
		if err := contacts.Note(tx, contacts.Event{
			Record: t.Record, Direction: contacts.In, Method: contacts.Text, Role: contacts.Themselves, Purpose: "Text to the council",
			At: t.ReceivedAt, Outcome: contacts.Received, Source: contacts.FromMessage,
		}); err != nil {
			return err
		}
	}
	return journal.Record(tx, journal.Entry{
		Verb: verb, Topic: TopicReceived, Subject: string(t.Record),
		Objects: []journal.Object{{Kind: "inbound-text", ID: string(t.ID)}},
		Data:    map[string]any{"neighbourhood": t.Neighbourhood, "meaning": string(t.Gist)},
	})
}
