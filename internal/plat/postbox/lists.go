package postbox

import (
	"net/http"
	"slices"
	"time"

	"kith/internal/plat/notify"
)

// page is how many rows Notify gives at once.
const page = 250

// kinds are Notify's words for the channels.
var kinds = map[notify.Channel]string{notify.Email: "email", notify.Text: "sms", notify.Letter: "letter"}

func shown(a Arrival) map[string]any {
	return map[string]any{
		"id": a.ID, "reference": a.Reference, "type": kinds[a.Channel], "status": a.Status,
		"created_at": a.At.UTC().Format(time.RFC3339Nano), "completed_at": a.At.UTC().Format(time.RFC3339Nano),
		"body": a.Body, "subject": a.Subject,
	}
}

// list answers with what came by Notify, the latest first.
func (b *Box) list(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	rows := []map[string]any{}
	for _, a := range behind(b.Arrived(), query.Get("older_than"), func(a Arrival) string { return a.ID }) {
		fits := a.Key != "" && (query.Get("reference") == "" || a.Reference == query.Get("reference")) &&
			(query.Get("template_type") == "" || kinds[a.Channel] == query.Get("template_type")) &&
			(!query.Has("status") || slices.Contains(query["status"], a.Status))
		if fits && len(rows) < page {
			rows = append(rows, shown(a))
		}
	}
	answer(w, http.StatusOK, map[string]any{"notifications": rows, "links": map[string]string{"current": r.URL.String()}})
}

// behind turns the rows round and leaves out those up to the one with the id.
func behind[T any](rows []T, id string, of func(T) string) []T {
	slices.Reverse(rows)
	if i := slices.IndexFunc(rows, func(row T) bool { return of(row) == id }); i >= 0 {
		return rows[i+1:]
	}
	return rows
}

func (b *Box) one(w http.ResponseWriter, r *http.Request) {
	if a, ok := b.Find(r.PathValue("id")); ok && a.Key != "" {
		answer(w, http.StatusOK, shown(a))
		return
	}
	refuse(w, http.StatusNotFound, "NoResultFound", "No result found")
}

func (b *Box) pdf(w http.ResponseWriter, r *http.Request) {
	a, ok := b.Find(r.PathValue("id"))
	if !ok || a.PDF == nil {
		refuse(w, http.StatusBadRequest, "BadRequestError", "Notification is not a letter")
		return
	}
	w.Header().Set("Content-Type", "application/pdf")
	_, _ = w.Write(a.PDF)
}

func (b *Box) received(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	texts := slices.Clone(b.texts)
	b.mu.Unlock()
	rows := []map[string]any{}
	for _, text := range behind(texts, r.URL.Query().Get("older_than"), func(t notify.Inbound) string { return t.ID }) {
		if len(rows) < page {
			rows = append(rows, map[string]any{
				"id": text.ID, "user_number": text.From, "notify_number": text.To,
				"content": text.Text, "created_at": text.At.UTC().Format(time.RFC3339Nano),
			})
		}
	}
	answer(w, http.StatusOK, map[string]any{"received_text_messages": rows})
}

// template answers for the two templates there are.
func template(w http.ResponseWriter, r *http.Request) {
	switch id := r.PathValue("id"); id {
	case EmailTemplate:
		answer(w, http.StatusOK, map[string]any{"id": id, "type": "email", "name": "Kith mail", "version": 1, "subject": "((subject))", "body": "((body))"})
	case TextTemplate:
		answer(w, http.StatusOK, map[string]any{"id": id, "type": "sms", "name": "Kith text", "version": 1, "body": "((body))"})
	default:
		refuse(w, http.StatusNotFound, "NoResultFound", "No result found")
	}
}
