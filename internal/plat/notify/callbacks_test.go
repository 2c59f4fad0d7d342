package notify_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"kith/internal/plat/notify"
	"kith/internal/plat/postbox"
)

func TestOnlyTheTokenLetsIn(t *testing.T) {
	hook := notify.Callbacks{Token: "a long token"}
	for header, want := range map[string]bool{
		"Bearer a long token": true, "Bearer a long toke": false, "a long token": false, "": false, "Bearer ": false, "bearer a long token": false,
	} {
		if hook.Admits(header) != want {
			t.Errorf("%q is let in: %v", header, !want)
		}
	}
	if (notify.Callbacks{}).Admits("Bearer ") || (notify.Callbacks{}).Admits("") {
		t.Error("no token lets anybody in")
	}
}

func TestReceiptsAndTexts(t *testing.T) {
	box := started(t)
	hook := notify.Callbacks{Token: "token"}
	var receipts []notify.Sent
	var texts []notify.Inbound
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if !hook.Admits(r.Header.Get("Authorization")) {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		if receipt, err := hook.Receipt(body); err == nil {
			receipts = append(receipts, receipt)
		}
		if text, err := hook.Text(body); err == nil {
			texts = append(texts, text)
		}
	}))
	defer server.Close()
	box.Tell(postbox.Hooks{Receipts: server.URL, Texts: server.URL, Token: "token", Self: true})
	sent, err := govuk(t, box, postbox.LiveKey).Send(t.Context(), aMail)
	if err != nil {
		t.Fatal(err)
	}
	if err := box.SendReceipts(); err != nil {
		t.Fatal(err)
	}
	if err := box.Receive("+447700900123", "Stop"); err != nil {
		t.Fatal(err)
	}
	if len(receipts) != 1 || receipts[0].ID != sent.ID || receipts[0].Reference != "r2" || receipts[0].Status != notify.Delivered || !receipts[0].At.Equal(noon) {
		t.Errorf("receipts are %+v", receipts)
	}
	if len(texts) != 1 || texts[0].Text != "Stop" || texts[0].From != "447700900123" || !texts[0].At.Equal(noon) {
		t.Errorf("texts are %+v", texts)
	}
	box.Tell(postbox.Hooks{Receipts: server.URL, Token: "another", Self: true})
	if box.SendReceipts() == nil {
		t.Error("a wrong token was let in")
	}
}

func TestWhatIsNoNews(t *testing.T) {
	hook := notify.Callbacks{}
	for _, body := range []string{"", "{}", "[]", `{"id":1}`, `{"id":"x"}`, `null`} {
		if _, err := hook.Receipt([]byte(body)); err == nil {
			t.Errorf("%s is a receipt", body)
		}
		if _, err := hook.Text([]byte(body)); err == nil {
			t.Errorf("%s is a text", body)
		}
	}
}

func FuzzCallbacks(f *testing.F) {
	f.Add([]byte(`{"id":"x","status":"delivered"}`))
	f.Add([]byte(`{"id":"x","source_number":"44","date_received":"2017-05-14T12:15:30.000000Z"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		hook := notify.Callbacks{}
		if sent, err := hook.Receipt(body); err == nil && (sent.ID == "" || !json.Valid(body)) {
			t.Errorf("%q is a receipt", body)
		}
		if in, err := hook.Text(body); err == nil && in.From == "" {
			t.Errorf("%q is a text", body)
		}
	})
}

func TestPartsOfAText(t *testing.T) {
	repeat := func(s string, n int) (all string) {
		for range n {
			all += s
		}
		return all
	}
	tests := map[string]struct {
		text string
		want int
	}{
		"nothing":      {"", 1},
		"160 plain":    {repeat("a", 160), 1},
		"161 plain":    {repeat("a", 161), 2},
		"306 plain":    {repeat("a", 306), 2},
		"307 plain":    {repeat("a", 307), 3},
		"80 euros":     {repeat("€", 80), 1},
		"81 euros":     {repeat("€", 81), 2},
		"70 in Arabic": {repeat("م", 70), 1},
		"71 in Arabic": {repeat("م", 71), 2},
		"one ŵ":        {repeat("a", 69) + "ŵ", 1},
		"one ŵ more":   {repeat("a", 70) + "ŵ", 2},
		"36 pictures":  {repeat("🏡", 36), 2},
	}
	for name, tt := range tests {
		if got := notify.Parts(tt.text); got != tt.want {
			t.Errorf("%s: %d parts, not %d", name, got, tt.want)
		}
	}
}
