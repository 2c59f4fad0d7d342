package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/api"
	"kith/internal/plat/api/apitest"
	"kith/internal/plat/db"
	"kith/internal/plat/web"
)

type closeInput struct {
	ID   string `path:"id" doc:"Id of the need" maxLength:"36"`
	Kind string `query:"kind" doc:"Kind of failure to answer with"`
	Body struct {
		Outcome string   `json:"outcome" enum:"met,not-met" doc:"How it ended"`
		Notes   string   `json:"notes,omitempty" doc:"What was said"`
		Tags    []string `json:"tags,omitempty"`
	}
}

type closeOutput struct {
	Body struct {
		Reference string    `json:"reference" example:"7K3D-9M2"`
		Actor     string    `json:"actor"`
		At        time.Time `json:"at"`
		Items     []item    `json:"items,omitempty"`
	}
}

type item struct {
	Name string `json:"name"`
}

var failures = map[string]error{
	"internal":     errors.New("secret cause"),
	"invalid":      fault.New(fault.Invalid, "needs.closed", "It is closed already."),
	"not-found":    fault.New(fault.NotFound, "needs.none", ""),
	"forbidden":    fault.New(fault.Forbidden, "access.role", ""),
	"stale":        fault.New(fault.Stale, "needs.stale", "Somebody changed it."),
	"rate-limited": web.RetryAfter(fault.New(fault.RateLimited, "needs.rate", "Wait."), 90*time.Second),
	"unavailable":  fault.New(fault.Unavailable, "db.down", "Try again."),
}

func closeNeed(ctx context.Context, in *closeInput) (*closeOutput, error) {
	if err := failures[in.Kind]; err != nil {
		return nil, err
	}
	out := &closeOutput{}
	out.Body.Reference, out.Body.Actor = in.ID, db.CallerOf(ctx).Actor
	out.Body.At = time.Date(2020, 4, 2, 9, 0, 0, 0, time.UTC)
	return out, nil
}

func agents() *api.API {
	a := api.New("1.0")
	api.Register(a, api.Operation{
		Method: http.MethodPost, Path: "/needs/{id}/close", Summary: "Close a need", Tag: "Needs",
		Who: access.Anyone(access.Agent),
	}, closeNeed)
	api.Register(a, api.Operation{
		Method: http.MethodGet, Path: "/status", Summary: "How the service is", Who: access.Public(),
	}, func(context.Context, *struct{}) (*struct{}, error) { return nil, nil })
	api.Register(a, api.Operation{
		ID: "add-list", Method: http.MethodPut, Path: "/lists", Summary: "Add a list", Tag: "Lists", MaxBody: 1 << 20, Status: http.StatusCreated,
		Who: access.SignedIn(),
	}, func(_ context.Context, in *struct {
		Body struct {
			Rows string `json:"rows"`
		}
	},
	) (*struct{}, error) {
		return &struct{}{}, nil
	})
	return a
}

func people(_ context.Context, token string) (access.Principal, error) {
	switch token {
	case "agent":
		return access.Principal{Account: "account-1", Grants: []access.Grant{{Role: access.Agent}}}, nil
	case "member":
		return access.Principal{Account: "account-2", Grants: []access.Grant{{Role: access.Member}}}, nil
	}
	return access.Principal{}, fault.New(fault.Unauthenticated, "accounts.session", "Sign in again.")
}

func site(t *testing.T, log *bytes.Buffer) http.Handler {
	t.Helper()
	s, err := web.New(web.Config{
		Borough: func(context.Context) web.Borough { return web.Borough{ID: "wigan", Service: "Kith"} },
		Clock:   clock.System{}, Log: slog.New(slog.NewTextHandler(log, nil)), Key: bytes.Repeat([]byte("k"), 32), Sessions: people,
	})
	if err != nil {
		t.Fatal(err)
	}
	return s.Mount(agents().Pages())
}

func call(t *testing.T, method, path, token, body string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	w := httptest.NewRecorder()
	site(t, &bytes.Buffer{}).ServeHTTP(w, r)
	return w
}

const (
	closing = "/api/v1/needs/7K3D-9M2/close"
	met     = `{"outcome":"met"}`
)

func TestOperations(t *testing.T) {
	tests := map[string]struct {
		method, path, token, body string
		status                    int
		kind                      string // type of the problem; "" is none
	}{
		"done":                    {"POST", closing, "agent", met, 200, ""},
		"no token":                {"POST", closing, "", met, 401, "urn:kith:fault:web.signed-out"},
		"an ended session":        {"POST", closing, "ended", met, 401, "urn:kith:fault:web.signed-out"},
		"another role":            {"POST", closing, "member", met, 403, "urn:kith:fault:web.role"},
		"public":                  {"GET", "/api/v1/status", "", "", 204, ""},
		"no such operation":       {"GET", "/api/v1/nothing", "agent", "", 404, "urn:kith:fault:web.no-page"},
		"wrong method":            {"GET", closing, "agent", "", 405, "urn:kith:fault:web.no-method"},
		"not JSON":                {"POST", closing, "agent", "outcome=met", 400, "urn:kith:fault:api.request"},
		"a value not on the list": {"POST", closing, "agent", `{"outcome":"Amina"}`, 422, "urn:kith:fault:api.request"},
		"an unknown field":        {"POST", closing, "agent", `{"outcome":"met","name":"Amina"}`, 422, "urn:kith:fault:api.request"},
		"an unknown parameter":    {"POST", closing + "?name=Amina", "agent", met, 422, "urn:kith:fault:api.request"},
		"too large":               {"POST", closing, "agent", `{"outcome":"met","notes":"` + strings.Repeat("x", 64<<10) + `"}`, 413, "urn:kith:fault:web.too-large"},
		"large where it may be":   {"PUT", "/api/v1/lists", "agent", `{"rows":"` + strings.Repeat("x", 128<<10) + `"}`, 201, ""},
		"too large even there":    {"PUT", "/api/v1/lists", "agent", `{"rows":"` + strings.Repeat("x", 1<<20) + `"}`, 413, "urn:kith:fault:api.request"},
		"internal":                {"POST", closing + "?kind=internal", "agent", met, 500, "about:blank"},
		"invalid":                 {"POST", closing + "?kind=invalid", "agent", met, 422, "urn:kith:fault:needs.closed"},
		"not found":               {"POST", closing + "?kind=not-found", "agent", met, 404, "urn:kith:fault:needs.none"},
		"forbidden":               {"POST", closing + "?kind=forbidden", "agent", met, 403, "urn:kith:fault:access.role"},
		"stale":                   {"POST", closing + "?kind=stale", "agent", met, 409, "urn:kith:fault:needs.stale"},
		"rate limited":            {"POST", closing + "?kind=rate-limited", "agent", met, 429, "urn:kith:fault:needs.rate"},
		"unavailable":             {"POST", closing + "?kind=unavailable", "agent", met, 503, "urn:kith:fault:db.down"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := call(t, tt.method, tt.path, tt.token, tt.body)
			if w.Code != tt.status {
				t.Fatalf("status is %d, want %d: %s", w.Code, tt.status, w.Body)
			}
			if w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("X-Content-Type-Options") != "nosniff" {
				t.Error("the headers of every answer are missing")
			}
			if strings.Contains(w.Body.String(), "secret") || strings.Contains(w.Body.String(), `"Amina"`) {
				t.Errorf("the answer tells too much: %s", w.Body)
			}
			if tt.kind != "" {
				wantProblem(t, w, tt.kind)
			}
		})
	}
}

func wantProblem(t *testing.T, w *httptest.ResponseRecorder, kind string) {
	t.Helper()
	if got := w.Header().Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("content type is %q", got)
	}
	var problem struct {
		Type, Title, Detail, Instance string
		Status                        int
	}
	if err := json.Unmarshal(w.Body.Bytes(), &problem); err != nil {
		t.Fatal(err)
	}
	if problem.Type != kind || problem.Status != w.Code || problem.Title == "" || problem.Detail == "" {
		t.Errorf("problem is %+v", problem)
	}
	if problem.Instance != "urn:kith:request:"+w.Header().Get("X-Request-Id") {
		t.Errorf("instance is %q", problem.Instance)
	}
}

func TestAnswerAndCaller(t *testing.T) {
	w := call(t, "POST", closing, "agent", met)
	want := `{"reference":"7K3D-9M2","actor":"account-1","at":"2020-04-02T09:00:00Z"}`
	if got := strings.TrimSpace(w.Body.String()); got != want || w.Header().Get("Content-Type") != "application/json" {
		t.Errorf("answer is %s as %q", got, w.Header().Get("Content-Type"))
	}
}

func TestHeadersOfFailures(t *testing.T) {
	if got := call(t, "POST", closing, "", met).Header().Get("WWW-Authenticate"); got != "Bearer" {
		t.Errorf("WWW-Authenticate is %q", got)
	}
	if got := call(t, "POST", closing+"?kind=rate-limited", "agent", met).Header().Get("Retry-After"); got != "90" {
		t.Errorf("Retry-After is %q", got)
	}
	if got := call(t, "GET", closing, "agent", "").Header().Get("Allow"); got != "POST" {
		t.Errorf("Allow is %q", got)
	}
}

func TestOurMistakesAreLoggedOnce(t *testing.T) {
	var log bytes.Buffer
	r := httptest.NewRequest("POST", closing+"?kind=internal", strings.NewReader(met))
	r.Header.Set("Authorization", "Bearer agent")
	site(t, &log).ServeHTTP(httptest.NewRecorder(), r)
	if strings.Count(log.String(), "secret cause") != 1 || strings.Contains(log.String(), "kind=internal&") {
		t.Errorf("log is\n%s", log.String())
	}
}

func TestACookieIsNoToken(t *testing.T) {
	r := httptest.NewRequest("POST", closing, strings.NewReader(met))
	r.AddCookie(&http.Cookie{Name: "kith", Value: "agent"})
	w := httptest.NewRecorder()
	site(t, &bytes.Buffer{}).ServeHTTP(w, r)
	if w.Code != http.StatusUnauthorized {
		t.Errorf("status is %d", w.Code)
	}
}

func TestAnOperationWithoutARuleStopsTheStart(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("it was registered")
		}
	}()
	api.Register(api.New("1.0"), api.Operation{Method: "GET", Path: "/open"}, func(context.Context, *struct{}) (*struct{}, error) { return nil, nil })
}

func TestOperationsAreListedWithTheirRules(t *testing.T) {
	rules := map[string]string{}
	for _, route := range agents().Pages().Routes {
		rules[route.Method+" "+route.Path] = route.Who.String()
	}
	if rules["POST /api/v1/needs/{id}/close"] != "agent" || rules["GET /api/v1/status"] != "public" {
		t.Errorf("rules are %v", rules)
	}
}

func TestDescription(t *testing.T) {
	apitest.Golden(t, agents(), filepath.Join("testdata", "openapi.json"))
	w := call(t, "GET", "/api/openapi.json", "", "")
	var spec struct {
		OpenAPI string
		Paths   map[string]map[string]struct {
			OperationID string
			Who         string `json:"x-who"`
			Security    []map[string][]string
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &spec); err != nil {
		t.Fatal(err)
	}
	closing := spec.Paths["/needs/{id}/close"]["post"]
	if spec.OpenAPI != "3.1.0" || closing.OperationID != "post-needs-id-close" || closing.Who != "agent" || len(closing.Security) != 1 {
		t.Errorf("description is %+v", spec)
	}
	if len(spec.Paths["/status"]["get"].Security) != 0 {
		t.Error("a public operation asks for a token")
	}
}

func TestDocsPage(t *testing.T) {
	w := call(t, "GET", "/api/docs", "", "")
	page := w.Body.String()
	for _, wanted := range []string{"Close a need", "POST /needs/{id}/close", "path id", "Id of the need", "How it ended", "string: met, not-met", `href="#ApiCloseInputBody"`, `id="ApiCloseInputBody"`, "list of ", "How the service is"} {
		if !strings.Contains(page, wanted) {
			t.Errorf("the page does not say %q", wanted)
		}
	}
	for _, forbidden := range []string{"style=", "<script>", "http://", "unpkg"} {
		if strings.Contains(page, forbidden) {
			t.Errorf("the page holds %q", forbidden)
		}
	}
	if w.Code != http.StatusOK {
		t.Errorf("status is %d", w.Code)
	}
}
