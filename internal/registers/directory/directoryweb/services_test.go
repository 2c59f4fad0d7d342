package directoryweb

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk/pagecheck"
	"kith/internal/plat/web"
	"kith/internal/registers/directory"
	"kith/internal/registers/places"
)

const areas = `lad: E08000010
attribution: [Contains public sector information.]
neighbourhoods:
  - id: hapi
    name: Hindley, Abram, Platt Bridge and Ince
    wards: [{code: E05000842, name: Abram, vintage: 2004, confidence: documented, basis: a paper}]
neighbouring_authorities: [{lad: E08000001, name: Bolton Council, outcodes: [BL1]}]
sectors: [{code: WN2 3, neighbourhood: hapi, majority: 1, share: 1, lat: 53.5, lon: -2.6}]
`

const signposts = `signposts:
  - {id: collect, name: Order and collect, kind: click-and-collect, what: Order by phone., where: Most shops, url: https://shops.example.org/collect/, needs: [food, shopping]}
  - {id: line, name: A line, kind: line, what: Somebody to talk to., when: Day and night, phone: 116 123, needs: [afraid]}
  - {id: pantry, name: Pantry, kind: walk-in, what: Food at a low price., where: The hall, phone: 01632 960 001, needs: [food], neighbourhoods: [hapi]}
`

type one struct{ *blueprint.Blueprint }

func (o one) Current(context.Context) (*blueprint.Blueprint, error) { return o.Blueprint, nil }

func topics(*blueprint.Blueprint) []Topic {
	return []Topic{{ID: "food", Name: "Food"}, {ID: "afraid", Name: "Being afraid", Sensitive: true}, {ID: "pets", Name: "Pets"}}
}

// get opens the page of a borough with these signposts.
func get(t *testing.T, signposts, query string) string {
	t.Helper()
	b := blueprinttest.Load(t, map[string]string{"areas.yaml": areas, "signposts.yaml": signposts}, places.AreasSection(), directory.SignpostsSection())
	server, err := web.New(web.Config{
		Borough: func(context.Context) web.Borough {
			return web.Borough{ID: "wigan", Council: "Wigan Council", Service: "Wigan community help"}
		},
		Clock: clock.Fixed(time.Date(2020, 4, 2, 11, 0, 0, 0, time.UTC)), Log: slog.New(slog.DiscardHandler), Key: make([]byte, 32),
		Sessions: func(context.Context, string) (access.Principal, error) {
			return access.Principal{}, fault.New(fault.Unauthenticated, "test", "")
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	server.Mount(Pages(one{b}, topics)).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/services"+query, nil))
	if w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	pagecheck.Check(t, w.Body.String())
	return w.Body.String()
}

func want(t *testing.T, page string, says ...string) {
	t.Helper()
	for _, text := range says {
		not := strings.HasPrefix(text, "-")
		if strings.Contains(page, strings.TrimPrefix(text, "-")) == not {
			t.Errorf("%q is not as it should be on\n%s", text, page)
		}
	}
}

func TestServices(t *testing.T) {
	const exit = "govuk-exit-this-page"
	all := get(t, signposts, "")
	want(t, all, "<h2 class=\"govuk-heading-m\" id=\"food\">Food", "Being afraid", exit, "tel:116123", "tel:+441632960001",
		"shops.example.org/collect<", "The hall, Hindley, Abram, Platt Bridge and Ince", "If a life is in danger", "-Pets")
	if strings.Index(all, "Order and collect") > strings.Index(all, "Pantry") {
		t.Error("the signposts are not in the order of the file")
	}
	want(t, get(t, signposts, "?need=food"), `<option value="food" selected`, "Pantry", "-id=\"afraid\"", "-"+exit)
	want(t, get(t, signposts, "?need=afraid"), "A line", "-Pantry", exit)
	want(t, get(t, signposts, "?need=nonsense"), "A line", "Pantry", "-nonsense")
	want(t, get(t, "signposts: []\n", ""), "No services are listed yet", "-"+exit)
}
