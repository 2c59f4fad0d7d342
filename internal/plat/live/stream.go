package live

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/web"
)

// Pages is the stream's one route. Who may hear what is asked of each channel.
func (h *Hub) Pages() web.Pages {
	return web.Pages{Routes: []web.Route{web.Get("/live", access.SignedIn(), h.stream).Streaming()}}
}

// stream sends a visitor the news of the topics asked for until it has lived
// its time, the visitor goes away or the server stops.
func (h *Hub) stream(w http.ResponseWriter, r *http.Request) error {
	who := access.From(r.Context())
	topics, err := h.allowed(who, r.URL.Query()["topic"])
	if err != nil {
		return err
	}
	l, err := h.join(r.Context(), who.Account, topics, since(r))
	if err != nil {
		return err
	}
	defer h.leave(l)
	out := line{w, http.NewResponseController(w)}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // nginx would hold the news back
	if out.write("retry: 3000\n\n") != nil {
		return nil
	}
	out.follow(r, l)
	_ = out.control.SetWriteDeadline(time.Now().Add(writeLimit)) // for the end of the answer
	return nil
}

// since is the entry the browser has seen: the one it received last, when it
// reconnects, else the one its page was drawn at.
func since(r *http.Request) int64 {
	for _, text := range []string{r.Header.Get("Last-Event-ID"), r.URL.Query().Get("since")} {
		if seq, err := strconv.ParseInt(text, 10, 64); err == nil && seq >= 0 {
			return seq
		}
	}
	return -1
}

// line is the connection to one browser.
type line struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

// follow writes news and heartbeats until one of them cannot be written.
func (o line) follow(r *http.Request, l *listener) {
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	end := time.NewTimer(streamLife)
	defer end.Stop()
	for {
		text := ": still here\n\n"
		select {
		case <-r.Context().Done():
			return
		case <-end.C:
			return
		case <-beat.C:
		case <-l.news:
			text = events(l.take())
		}
		if o.write(text) != nil {
			return
		}
	}
}

// write sends text at once. A browser that does not take it in time is dropped:
// it reconnects when it can.
func (o line) write(text string) error {
	if err := o.control.SetWriteDeadline(time.Now().Add(writeLimit)); err != nil {
		return err
	}
	if _, err := o.w.Write([]byte(text)); err != nil {
		return err
	}
	return o.control.Flush()
}

// event is what a browser is told of one topic.
type event struct {
	Topic string `json:"topic"`
	New   int    `json:"new"`
}

// events writes the counts down. Only the last carries the id: were the line
// cut before it, the browser hears the others twice rather than one never.
func events(fresh map[Topic]int, seq int64) string {
	var text strings.Builder
	all := sorted(fresh)
	for i, e := range all {
		if i == len(all)-1 {
			fmt.Fprintf(&text, "id: %d\n", seq)
		}
		data, _ := json.Marshal(e) // text and a number always encode
		fmt.Fprintf(&text, "event: new\ndata: %s\n\n", data)
	}
	return text.String()
}

func sorted(fresh map[Topic]int) []event {
	all := make([]event, 0, len(fresh))
	for t, n := range fresh {
		all = append(all, event{t.String(), n})
	}
	slices.SortFunc(all, func(a, b event) int { return strings.Compare(a.Topic, b.Topic) })
	return all
}
