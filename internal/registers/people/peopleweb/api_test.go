package peopleweb_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/api"
	"kith/internal/plat/db"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/people/peopleweb"
)

func TestReadAPerson(t *testing.T) {
	g := newRegister(t)
	r := g.add(amina())
	described := api.New("1")
	peopleweb.Operations(g.Service, g)(described)
	site := webtest.New(t, db.CallerOf(g.ctx).Borough, clock.Fixed(now), func(_ context.Context, token string) (access.Principal, error) {
		return map[string]access.Principal{"agent": agent, "leigh": inLeigh, "member": member}[token], nil
	})
	site.Mount(described.Pages())
	ask := func(token string) *httptest.ResponseRecorder {
		req := httptest.NewRequest(http.MethodGet, "/api/v1/people/"+string(r.ID), nil)
		req.Header.Set("Authorization", "Bearer "+token)
		w := httptest.NewRecorder()
		site.ServeHTTP(w, req)
		return w
	}
	for token, want := range map[string]int{"leigh": http.StatusNotFound, "member": http.StatusForbidden, "agent": http.StatusOK} {
		if w := ask(token); w.Code != want {
			t.Errorf("%s gets %d: %s", token, w.Code, w.Body)
		}
	}
	var got struct {
		Given       string `json:"given_names"`
		Born        string `json:"birth_date"`
		Phone       string `json:"phone"`
		SafeContact struct {
			Asked     bool     `json:"asked"`
			Channels  []string `json:"channels"`
			Voicemail bool     `json:"voicemail"`
		} `json:"safe_contact"`
	}
	if err := json.Unmarshal(ask("agent").Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Given != "Amina" || got.Born != "1939-03-07" || got.Phone != "+447700900123" || !got.SafeContact.Asked || got.SafeContact.Voicemail || len(got.SafeContact.Channels) != 2 {
		t.Errorf("a program reads %+v", got)
	}
}
