package web_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"kith/internal/plat/access"
	"kith/internal/plat/web"
	"kith/internal/plat/words"
)

// said is a page that says which language it is asked in.
func said(w http.ResponseWriter, r *http.Request) error {
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Page", Here: "/spoken?page=2", Body: templ.Raw(`<h1>said in ` + words.From(r.Context()).Code + `</h1>`)})
}

func TestALanguageIsChosenByLinkAndKept(t *testing.T) {
	server := newSite(t).Server
	server.Mount(
		web.Pages{Spoken: true, Routes: []web.Route{web.Get("/spoken", access.Public(), said)}},
		web.Pages{Routes: []web.Route{web.Get("/english", access.Public(), said)}},
	)
	s := spokenSite{server}
	first := s.get("/spoken?page=2&typed=secret&lang=ar")
	for _, want := range []string{
		`lang="ar"`, `dir="rtl"`, "mirrored", "said in ar", `href="/spoken?lang=pl&amp;page=2" hreflang="pl"`, ">Polski<",
		`<p lang="en" dir="ltr">Nobody has checked these words yet`, "01942\u00a0000000",
	} {
		if !strings.Contains(first.body, want) {
			t.Errorf("the page in Arabic has no %s:\n%s", want, first.body)
		}
	}
	if strings.Contains(first.body, "secret") {
		t.Error("what stood in the address is said again")
	}
	if len(first.cookies) != 1 || first.cookies[0].Name != "kith-language" || first.cookies[0].MaxAge < 3600 {
		t.Fatalf("the choice is kept in %v", first.cookies)
	}
	kept := first.cookies[0]
	if again := s.get("/spoken", kept); !strings.Contains(again.body, "said in ar") {
		t.Error("the choice was forgotten")
	}
	if nowhere := s.get("/nowhere", kept); nowhere.status != http.StatusNotFound || !strings.Contains(nowhere.body, "الصفحة غير موجودة") {
		t.Errorf("the page that is not there says %s", nowhere.body)
	}
	if english := s.get("/english", kept); !strings.Contains(english.body, "said in en") || strings.Contains(english.body, "kith-languages") {
		t.Error("a page in English alone was said to be in Arabic")
	}
	if unknown := s.get("/spoken?lang=xx"); !strings.Contains(unknown.body, "said in en") || len(unknown.cookies) > 0 {
		t.Error("an unknown language was kept")
	}
	if back := s.get("/spoken?lang=en", kept); strings.Contains(back.body, "Nobody has checked") || !strings.Contains(back.body, "said in en") {
		t.Error("English cannot be chosen again")
	}
}

type answered struct {
	status  int
	body    string
	cookies []*http.Cookie
}

// spokenSite is read by whoever brings these cookies.
type spokenSite struct{ http.Handler }

func (s spokenSite) get(address string, cookies ...*http.Cookie) answered {
	r := httptest.NewRequest(http.MethodGet, address, nil)
	for _, c := range cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return answered{w.Code, w.Body.String(), w.Result().Cookies()}
}
