package reportsweb_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"kith/internal/insight/reports/reportstest"
	"kith/internal/plat/access"
)

type number struct {
	Value *int64
	Text  string
	Rows  string
}

type answer struct {
	Hub     struct{ ID, Name string }
	Exact   bool
	Summary string
	Figures []struct {
		Name     string
		Now      *number
		ThisWeek *number `json:"this_week"`
	}
	Needs []struct {
		Kind, Label string
		Today       *number
	} `json:"needs_by_category"`
	Hubs []struct {
		ID        string
		TasksOpen *number `json:"tasks_open"`
	}
}

func ask(t *testing.T, b *reportstest.Borough, who access.Principal, address string) (status int, a answer) {
	t.Helper()
	s := site(t, b)
	s.As(who)
	r := httptest.NewRequest(http.MethodGet, address, nil)
	r.Header.Set("Authorization", "Bearer session-of-"+who.Account)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
		t.Fatalf("%v in %s", err, w.Body)
	}
	return w.Code, a
}

func TestTheDashboardForPrograms(t *testing.T) {
	b := reportstest.New(t)
	b.Fill(60)
	status, a := ask(t, b, manager, "/api/v1/dashboard")
	if status != http.StatusOK || !a.Exact || a.Summary == "" || len(a.Figures) != len(reportstest.Measures())+len(b.Deployment.Measures()) || len(a.Hubs) < 8 || len(a.Needs) == 0 {
		t.Fatalf("%d: %+v", status, a)
	}
	for _, f := range a.Figures {
		if n := f.Now; f.Name == "tasks.open" && (n == nil || n.Value == nil || *n.Value == 0 || n.Rows != "/board?view=all") {
			t.Errorf("open tasks are %+v", n)
		}
		if (f.Now == nil) == (f.ThisWeek == nil) {
			t.Errorf("%s has figures of now and of a week, or neither", f.Name)
		}
	}
	status, a = ask(t, b, coordinator, "/api/v1/dashboard")
	if status != http.StatusOK || a.Hub.ID != "hapi" || len(a.Hubs) != 0 {
		t.Errorf("%d: a coordinator is given %+v", status, a.Hub)
	}
	if status, _ = ask(t, b, coordinator, "/api/v1/dashboard?hub=leigh"); status != http.StatusForbidden {
		t.Errorf("a coordinator asks for another hub: %d", status)
	}
}

func TestAProgramOfWhoMaySeeFiguresAloneIsToldAsLittle(t *testing.T) {
	b := reportstest.New(t)
	b.Fill(60)
	_, a := ask(t, b, health, "/api/v1/dashboard")
	hidden := 0
	for _, n := range a.Needs {
		if v := n.Today.Value; v != nil && *v%5 != 0 || n.Today.Rows != "" {
			t.Errorf("%s is told as %+v", n.Kind, n.Today)
		}
		if n.Today.Value == nil {
			hidden++
		}
	}
	if a.Exact || hidden == 0 {
		t.Errorf("exact %v, %d hidden", a.Exact, hidden)
	}
}
