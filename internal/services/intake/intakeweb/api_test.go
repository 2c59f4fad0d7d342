package intakeweb

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// call sends JSON to an operation and reads what comes back.
func (s *site) call(method, path, key, token, body string) (int, map[string]any) {
	s.t.Helper()
	r := httptest.NewRequest(method, "/api/v1"+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if key != "" {
		r.Header.Set("Idempotency-Key", key)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	var got map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		s.t.Fatalf("%s %s is %d and no JSON: %s", method, path, w.Code, w.Body)
	}
	return w.Code, got
}

const friendlyCall = `{"channel":"api","answers":{"who_for":["me"],"postcode":["WN2 3EB"],"needs":["comfort-call"],
	"first_name":["Amina"],"last_name":["Khan"],"phone":["07700 900123"],"safe_contact":["call"]}}`

func TestProgramsAsk(t *testing.T) {
	s := newSite(t, "wigan")
	status, got := s.call(http.MethodPost, "/requests", "row 1", "", friendlyCall)
	if status != http.StatusCreated || got["neighbourhood"] != "hapi" || got["code"] == "" {
		t.Fatalf("%d %v", status, got)
	}
	if status, again := s.call(http.MethodPost, "/requests", "row 1", "", friendlyCall); status != http.StatusCreated || again["reference"] != got["reference"] || again["code"] != got["code"] {
		t.Errorf("sent again: %d %v", status, again)
	}
	for _, c := range []struct {
		name, key, token, body string
		status                 int
		detail                 string
	}{
		{"another body", "row 1", "", strings.Replace(friendlyCall, "Amina", "Anna", 1), http.StatusConflict, "Check your answers"},
		{"no key", "", "", friendlyCall, http.StatusUnprocessableEntity, ""},
		{"answers that cannot be accepted", "row 2", "", strings.Replace(friendlyCall, "comfort-call", "gold", 1), http.StatusUnprocessableEntity, "needs: Choose from the answers"},
		{"the public's phone call", "row 3", "", strings.Replace(friendlyCall, `"api"`, `"phone"`, 1), http.StatusForbidden, "Sign in"},
		{"an agent's phone call", "row 4", agentToken, strings.Replace(friendlyCall, `"api"`, `"phone"`, 1), http.StatusCreated, ""},
		{"from next door", "row 5", "", strings.Replace(friendlyCall, "WN2 3EB", "BL1 1AA", 1), http.StatusCreated, ""},
	} {
		status, got := s.call(http.MethodPost, "/requests", c.key, c.token, c.body)
		detail, _ := got["detail"].(string)
		if status != c.status || !strings.Contains(detail, c.detail) {
			t.Errorf("%s: %d %v", c.name, status, got)
		}
		if outside, _ := got["outside"].(map[string]any); c.key == "row 5" && outside["name"] != "Bolton Council" {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	if n := s.requests(); n != 3 {
		t.Errorf("%d requests", n)
	}
}

func TestProgramsAskHowItStands(t *testing.T) {
	s := newSite(t, "wigan")
	private := strings.Replace(friendlyCall, `"comfort-call"`, `"comfort-call","domestic-abuse"`, 1)
	private = strings.Replace(private, `"who_for"`, `"abuse_now":["for-now"],"who_for"`, 1)
	_, receipt := s.call(http.MethodPost, "/requests", "row 1", "", private)
	ask := func(code string) (int, map[string]any) {
		body, err := json.Marshal(map[string]any{"reference": receipt["reference"], "code": code})
		if err != nil {
			t.Fatal(err)
		}
		return s.call(http.MethodPost, "/status", "", "", string(body))
	}
	code, _ := receipt["code"].(string)
	status, got := ask(code)
	all, _ := got["needs"].([]any)
	if status != http.StatusOK || got["state"] != "received" || len(all) != 2 {
		t.Fatalf("%d %v", status, got)
	}
	for i, want := range []string{"comfort-call", ""} {
		if n := all[i].(map[string]any); n["category"] != want || n["state"] != "open" {
			t.Errorf("need %d is %v, want %q", i, n, want)
		}
	}
	for range wrongCodes.Most {
		if status, _ := ask(other(code)); status != http.StatusNotFound {
			t.Errorf("a wrong code is %d", status)
		}
	}
	if status, got := ask(code); status != http.StatusTooManyRequests {
		t.Errorf("after many wrong codes: %d %v", status, got)
	}
}

func TestProgramsReadTheQuestions(t *testing.T) {
	status, got := newSite(t, "wigan").call(http.MethodGet, "/questions", "", "", "")
	pages, _ := got["pages"].([]any)
	if status != http.StatusOK || got["blueprint"] != "1" || len(pages) < 10 {
		t.Fatalf("%d %v", status, got)
	}
	first := pages[0].(map[string]any)
	q := first["questions"].([]any)[0].(map[string]any)
	if first["id"] != "who-for" || q["id"] != "who_for" || q["kind"] != "radios" || q["title"] != "Who needs the help?" || q["required"] != true || len(q["options"].([]any)) != 2 {
		t.Errorf("the first page is %v", first)
	}
}
