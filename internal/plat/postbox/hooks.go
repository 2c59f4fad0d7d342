package postbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"kith/internal/plat/notify"
)

// Hooks are where Notify tells its news, as typed on its settings page.
type Hooks struct {
	Receipts string // address that receipts are posted to; empty when none are wanted
	Texts    string // address that texts are posted to
	Token    string // the bearer token of both
	Self     bool   // receipts wait until SendReceipts is called, as tests want it
	Before   bool   // receipts are told before the message is answered as taken, as tests want it
}

// Tell says where news goes.
func (b *Box) Tell(h Hooks) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.hooks = h
}

// tell posts the receipt of an arrival, in its own time as Notify does.
func (b *Box) tell(a Arrival) {
	h := b.hook()
	switch {
	case h.Receipts == "" || h.Self || a.Channel == notify.Letter:
	case h.Before:
		_ = b.receipt(h, a)
	default:
		go func() { _ = b.receipt(h, a) }()
	}
}

func (b *Box) hook() Hooks {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.hooks
}

// SendReceipts posts the receipt of everything that arrived by Notify, again too: they may
// come twice and late.
func (b *Box) SendReceipts() error {
	for _, a := range b.Arrived() {
		if a.Key != "" && a.Channel != notify.Letter {
			if err := b.receipt(b.hook(), a); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *Box) receipt(h Hooks, a Arrival) error {
	return post(h.Receipts, h.Token, map[string]any{
		"id": a.ID, "reference": a.Reference, "to": a.To, "status": a.Status, "notification_type": kinds[a.Channel],
		"created_at": a.At.UTC().Format(time.RFC3339Nano), "completed_at": a.At.UTC().Format(time.RFC3339Nano),
		"template_id": TextTemplate, "template_version": 1,
	})
}

// Receive has a text come in from a number: it is kept for the list, and posted when
// somebody wants to be told.
func (b *Box) Receive(from, text string) error {
	in := notify.Inbound{ID: uuid.NewString(), From: strings.TrimPrefix(from, "+"), To: "07700900999", Text: text, At: b.clock.Now()}
	b.mu.Lock()
	b.texts = append(b.texts, in)
	h := b.hooks
	b.mu.Unlock()
	if h.Texts == "" {
		return nil
	}
	return post(h.Texts, h.Token, map[string]any{
		"id": in.ID, "source_number": in.From, "destination_number": in.To, "message": in.Text,
		"date_received": in.At.UTC().Format(time.RFC3339Nano),
	})
}

func post(address, token string, body any) error {
	encoded, err := json.Marshal(body)
	if err != nil {
		return err
	}
	request, err := http.NewRequest(http.MethodPost, address, bytes.NewReader(encoded))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("Content-Type", "application/json")
	client := http.Client{Timeout: 10 * time.Second}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode/100 != 2 {
		return fmt.Errorf("%s answered %s", address, response.Status)
	}
	return nil
}
