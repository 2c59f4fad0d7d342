package notify

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"strings"
	"time"

	"kith/internal/kernel/fault"
)

// Callbacks reads what GOV.UK Notify tells us of itself: receipts, and texts that came in.
type Callbacks struct {
	// Token is the bearer token the borough typed at Notify. An empty one lets nothing in.
	Token string
}

// Admits reports whether the Authorization header of a call holds the token. It takes the
// same time however much of it is right.
func (c Callbacks) Admits(authorization string) bool {
	given, ok := strings.CutPrefix(authorization, "Bearer ")
	a, b := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(c.Token))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1 && ok && c.Token != ""
}

// Receipt reads the news of a message. It is a fault of kind Invalid when the body is no
// receipt.
func (c Callbacks) Receipt(body []byte) (Sent, error) {
	var said struct {
		ID          string     `json:"id"`
		Reference   string     `json:"reference"`
		Status      string     `json:"status"`
		CompletedAt *time.Time `json:"completed_at"`
	}
	if err := json.Unmarshal(body, &said); err != nil || said.ID == "" || said.Status == "" {
		return Sent{}, fault.New(fault.Invalid, "notify.receipt", "That is not a receipt of GOV.UK Notify.")
	}
	sent := Sent{Carrier: "notify", ID: said.ID, Reference: said.Reference, Status: StatusOf(said.Status)}
	if said.CompletedAt != nil {
		sent.At = *said.CompletedAt
	}
	return sent, nil
}

// Text reads a text that came in. It is a fault of kind Invalid when the body is none.
func (c Callbacks) Text(body []byte) (Inbound, error) {
	var said struct {
		ID   string    `json:"id"`
		From string    `json:"source_number"`
		To   string    `json:"destination_number"`
		Text string    `json:"message"`
		At   time.Time `json:"date_received"`
	}
	if err := json.Unmarshal(body, &said); err != nil || said.ID == "" || said.From == "" {
		return Inbound{}, fault.New(fault.Invalid, "notify.inbound", "That is not a text handed on by GOV.UK Notify.")
	}
	return Inbound{ID: said.ID, From: said.From, To: said.To, Text: said.Text, At: said.At}, nil
}
