package clientsweb_test

import (
	"context"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/api"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/clients"
	"kith/internal/registers/clients/clientsweb"
	"kith/internal/registers/places"
)

type around struct{}

func (around) Scopes() []clientsweb.Scope {
	return []clientsweb.Scope{{ID: "get-tasks", Summary: "List tasks", Group: "Tasks"}, {ID: "get-people-id", Summary: "Open a person", Group: "People"}}
}

func (around) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return []places.Neighbourhood{{ID: "hapi", Name: "Hindley and Ince"}}, nil
}

// site is the pages of programs, and an API of two operations.
type site struct {
	*webtest.Site
	t *testing.T
}

func start(t *testing.T) *site {
	at := clock.NewManual(time.Date(2020, 4, 7, 8, 30, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, journal.Migrations(), clients.Static().Migrations)
	s := clients.New(d)
	w := webtest.New(t, db.CallerOf(dbtest.Context(t)).Borough, at, func(ctx context.Context, token string) (access.Principal, error) {
		if clients.IsKey(token) {
			return s.Principal(ctx, token)
		}
		return access.Principal{Account: token, Name: token, Grants: []access.Grant{{Role: access.Role(token)}}}, nil
	})
	described := api.New("1.0")
	for id, path := range map[string]string{"get-tasks": "/tasks", "get-people-id": "/people"} {
		api.Register(described, api.Operation{ID: id, Method: "GET", Path: path, Summary: id, Tag: "Test", Who: access.Anyone(access.Coordinator)}, func(context.Context, *struct{}) (*struct{}, error) { return nil, nil })
	}
	w.Mount(clientsweb.Pages(s, around{}), described.Pages())
	return &site{w, t}
}

// call uses the API with a token and gives the status.
func (s *site) call(path, token string) int {
	r := httptest.NewRequest("GET", path, nil)
	r.Header.Set("Authorization", "Bearer "+token)
	answer := httptest.NewRecorder()
	s.ServeHTTP(answer, r)
	return answer.Code
}

func TestAProgramFromItsFirstKeyToItsEnd(t *testing.T) {
	s := start(t)
	b := s.Browser("admin")
	b.Get("/admin/programs").Is(200).Says("No program uses the API with a key.")
	b.Post("/admin/programs/new", url.Values{}).Is(422).Says("Enter what the program is called", "Enter what the program is for", "Select a role", "Choose at least one thing the program may do")
	form := url.Values{"name": {"Route planner"}, "purpose": {"Plans rounds"}, "role": {"coordinator"}, "neighbourhood": {"hapi"}, "scopes": {"get-tasks"}}
	one := b.Post("/admin/programs/new", form).Is(303).Header.Get("Location")
	b.Get(one).Is(200).Says("Route planner", "Coordinator – Hindley and Ince", "Tasks: List tasks", "It has no key yet.")
	b.Post(one+"/keys", url.Values{"days": {"400"}}).Is(422)
	page := b.Post(one+"/keys", url.Values{"days": {"30"}}).Is(200).Says("You see it now and never again")
	_, after, _ := strings.Cut(page.Body, `kith-link">`)
	key, _, _ := strings.Cut(after, "<")

	for path, want := range map[string]int{"/api/v1/tasks": 204, "/api/v1/people": 403} {
		if got := s.call(path, key); got != want {
			t.Errorf("with the key %s answers %d, want %d", path, got, want)
		}
	}
	if got := s.call("/api/v1/tasks", key+"x"); got != 401 {
		t.Errorf("with another key it answers %d", got)
	}
	// The key opens the API and no page, whoever brings it as a cookie.
	s.Browser(key).Get("/admin/programs").Is(303)

	form.Set("scopes", "get-people-id")
	form.Set("version", "1")
	b.Post(one+"/change", form).Is(303)
	if got := s.call("/api/v1/tasks", key); got != 403 {
		t.Errorf("what was taken away answers %d", got)
	}
	b.Post(one+"/change", form).Is(409).Says("Somebody changed this program")
	shown := b.Get(one).Says("just now", "7 May 2020").Hides(key)
	_, after, _ = strings.Cut(shown.Body, one+"/keys/")
	id, _, _ := strings.Cut(after, "/")
	b.Post(one+"/keys/"+id+"/revoke", nil).Is(303)
	if got := s.call("/api/v1/people", key); got != 401 {
		t.Errorf("a revoked key answers %d", got)
	}
	b.Post(one+"/end", nil).Is(303)
	b.Get(one).Says("Ended").Hides("Make a key")
	b.Get("/admin/programs").Says("Route planner", "Ended")
}

func TestWhoSeesPrograms(t *testing.T) {
	s := start(t)
	one := s.Browser("admin").Post("/admin/programs/new", url.Values{"name": {"P"}, "purpose": {"For"}, "role": {"agent"}, "scopes": {"get-tasks"}}).Is(303).Header.Get("Location")
	s.Browser("governance").Get(one).Is(200).Hides("Make a key", "End the program")
	s.Browser("governance").Post(one+"/keys", url.Values{"days": {"1"}}).Is(403)
	s.Browser("coordinator").Get("/admin/programs").Is(403)
}
