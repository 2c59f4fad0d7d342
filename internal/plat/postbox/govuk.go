package postbox

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"kith/internal/plat/notify"
)

// Kind is the kind of an API key.
type Kind string

// The kinds of key Notify gives.
const (
	Live Kind = "live"
	Test Kind = "test" // nothing is sent, everything is said to be delivered
	Team Kind = "team" // only to those on the list, and no letters
)

// The keys and templates of the box. They open nothing but the box.
const (
	service       = "8d8ad3f4-0a4e-4b5e-9d5c-000000000001"
	LiveKey       = "postbox_live-" + service + "-8d8ad3f4-0a4e-4b5e-9d5c-00000000000a"
	TestKey       = "postbox_test-" + service + "-8d8ad3f4-0a4e-4b5e-9d5c-00000000000b"
	TeamKey       = "postbox_team-" + service + "-8d8ad3f4-0a4e-4b5e-9d5c-00000000000c"
	EmailTemplate = "8d8ad3f4-0a4e-4b5e-9d5c-0000000000e1"
	TextTemplate  = "8d8ad3f4-0a4e-4b5e-9d5c-0000000000e2"
	// OnTheList is the only number that the key of a team may write to.
	OnTheList = "+447700900200"
)

// What Notify keeps for trying out.
const (
	temporaryText, permanentText = "07700900003", "07700900002"
	temporaryMail, permanentMail = "temp-fail@simulator.notify", "perm-fail@simulator.notify"
)

const (
	perHour  = 100    // texts to one number
	perDay   = 250000 // texts
	maxBody  = 10 << 20
	textSize = 918 // signs of a text
)

// ServeHTTP answers as Notify does.
func (b *Box) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	kind, ok := b.admit(r)
	if !ok {
		refuse(w, http.StatusForbidden, "AuthError", "Invalid token: signature, api token not found")
		return
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v2/notifications/{type}", func(w http.ResponseWriter, r *http.Request) { b.take(w, r, kind) })
	mux.HandleFunc("GET /v2/notifications", b.list)
	mux.HandleFunc("GET /v2/notifications/{id}", b.one)
	mux.HandleFunc("GET /v2/notifications/{id}/pdf", b.pdf)
	mux.HandleFunc("GET /v2/received-text-messages", b.received)
	mux.HandleFunc("GET /v2/template/{id}", template)
	mux.ServeHTTP(w, r)
}

// admit finds which key signed the token.
func (b *Box) admit(r *http.Request) (Kind, bool) {
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	for kind, text := range map[Kind]string{Live: LiveKey, Test: TestKey, Team: TeamKey} {
		if key, err := notify.ParseKey(text); err == nil && key.Verify(token, b.clock.Now()) {
			return kind, true
		}
	}
	return "", false
}

// posting is what is sent to Notify, of whatever type.
type posting struct {
	Number    string            `json:"phone_number"`
	Email     string            `json:"email_address"`
	Template  string            `json:"template_id"`
	Reference string            `json:"reference"`
	Fields    map[string]string `json:"personalisation"`
	Content   string            `json:"content"`
}

// take takes one message, or misbehaves as it was told to.
func (b *Box) take(w http.ResponseWriter, r *http.Request, kind Kind) {
	var p posting
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&p); err != nil {
		refuse(w, http.StatusBadRequest, "ValidationError", "Invalid JSON supplied in POST data")
		return
	}
	fault, broken := b.next(&b.notify)
	if broken {
		select {
		case <-time.After(fault.Hang):
		case <-r.Context().Done():
			return
		case <-fault.over:
			panic(http.ErrAbortHandler)
		}
		if fault.Status != 0 {
			refuse(w, fault.Status, fault.Kind, "Not now")
			return
		}
	}
	arrival, objection := read(r.PathValue("type"), p, kind)
	if objection == nil {
		objection = b.count(arrival)
	}
	if objection != nil {
		refuse(w, objection.status, objection.kind, objection.message)
		return
	}
	arrival.ID, arrival.At = uuid.NewString(), b.clock.Now()
	if !smoke(arrival.To) {
		b.put(arrival)
		b.tell(arrival)
	}
	if fault.Die {
		panic(http.ErrAbortHandler)
	}
	answer(w, http.StatusCreated, map[string]any{
		"id": arrival.ID, "reference": p.Reference, "uri": b.NotifyURL + "/v2/notifications/" + arrival.ID,
		"content": map[string]string{"body": arrival.Body, "subject": arrival.Subject}, "template": map[string]any{"id": p.Template, "version": 1},
	})
}

type objection struct {
	status        int
	kind, message string
}

// read checks a posting as far as Notify would, and fills the template.
func read(channel string, p posting, kind Kind) (Arrival, *objection) {
	a := Arrival{Reference: p.Reference, Subject: p.Fields["subject"], Body: p.Fields["body"], Key: kind, Status: fate(p)}
	switch channel {
	case "sms":
		a.Channel, a.To = notify.Text, p.Number
		return a, readText(a, p, kind)
	case "email":
		a.Channel, a.To = notify.Email, p.Email
		switch {
		case !strings.Contains(p.Email, "@"):
			return a, &objection{http.StatusBadRequest, "ValidationError", "email_address Not a valid email address"}
		case p.Template != EmailTemplate:
			return a, &objection{http.StatusBadRequest, "BadRequestError", "Template not found"}
		case kind == Team:
			return a, &objection{http.StatusBadRequest, "BadRequestError", "Can't send to this recipient using a team-only API key"}
		}
		return a, nil
	case "letter":
		a.Channel, a.Status = notify.Letter, "received"
		return readLetter(a, p, kind)
	}
	return a, &objection{http.StatusNotFound, "NotFound", "No such type"}
}

func readText(a Arrival, p posting, kind Kind) *objection {
	switch {
	case len(national(p.Number)) != 11:
		return &objection{http.StatusBadRequest, "ValidationError", "phone_number Not enough digits"}
	case p.Template != TextTemplate:
		return &objection{http.StatusBadRequest, "BadRequestError", "Template not found"}
	case len([]rune(a.Body)) > textSize:
		return &objection{http.StatusBadRequest, "BadRequestError", "Text messages cannot be longer than 918 characters"}
	case kind == Team && p.Number != OnTheList:
		return &objection{http.StatusBadRequest, "BadRequestError", "Can't send to this recipient using a team-only API key"}
	}
	return nil
}

func readLetter(a Arrival, p posting, kind Kind) (Arrival, *objection) {
	pdf, err := base64.StdEncoding.DecodeString(p.Content)
	switch {
	case kind == Team:
		return a, &objection{http.StatusForbidden, "BadRequestError", "Cannot send letters with a team api key"}
	case p.Reference == "" && p.Template == "":
		return a, &objection{http.StatusBadRequest, "ValidationError", "reference is a required property"}
	case p.Template != "":
		a.To, a.Body = p.Fields["address_line_1"], p.Fields["body"]
		return a, nil
	case err != nil || !bytes.HasPrefix(pdf, []byte("%PDF")):
		return a, &objection{http.StatusBadRequest, "BadRequestError", "Letter content is not a valid PDF"}
	}
	a.PDF = pdf
	return a, nil
}

// fate is what becomes of the message, by the numbers and addresses kept for trying out.
func fate(p posting) string {
	switch {
	case national(p.Number) == temporaryText, p.Email == temporaryMail:
		return "temporary-failure"
	case national(p.Number) == permanentText, p.Email == permanentMail:
		return "permanent-failure"
	}
	return "delivered"
}

// smoke reports whether a recipient is one of those that are answered and forgotten.
func smoke(to string) bool {
	switch national(to) {
	case "07700900000", "07700900111", "07700900222":
		return true
	}
	return strings.HasPrefix(to, "simulate-delivered") && strings.HasSuffix(to, "@notifications.service.gov.uk")
}

// national writes a number as at home.
func national(number string) string {
	if rest, ok := strings.CutPrefix(number, "+44"); ok {
		return "0" + rest
	}
	if rest, ok := strings.CutPrefix(number, "44"); ok {
		return "0" + rest
	}
	return number
}

// count keeps to the limits of texts.
func (b *Box) count(a Arrival) *objection {
	if a.Channel != notify.Text {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.clock.Now().UTC()
	hour, today := national(a.To)+now.Format(" 2006-01-02 15"), now.Format("2006-01-02")
	if b.sent[hour] >= perHour {
		return &objection{http.StatusTooManyRequests, "RateLimitError", "Exceeded the limit of texts to one number"}
	}
	if b.sent[today] >= perDay {
		return &objection{http.StatusTooManyRequests, "TooManyRequestsError", "Exceeded send limits (250000) for today"}
	}
	b.sent[hour]++
	b.sent[today]++
	return nil
}

func refuse(w http.ResponseWriter, status int, kind, message string) {
	answer(w, status, map[string]any{"status_code": status, "errors": []map[string]string{{"error": kind, "message": message}}})
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
