package tasksweb_test

import (
	"net/http"
	"net/url"
	"testing"

	"kith/internal/plat/access"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// asked is the request as it is now.
func (h *hub) asked() needs.Request {
	h.t.Helper()
	r, err := h.needs.Request(access.With(h.ctx, somebody(access.Manager, "")), h.request.ID)
	if err != nil {
		h.t.Fatal(err)
	}
	return r
}

func (h *hub) path(what string) string { return "/requests/" + string(h.request.ID) + "/" + what }

func TestHandingARequestOver(t *testing.T) {
	h := newHub(t)
	b := h.coordinator()
	b.Get(h.path("hand-over")).Is(http.StatusOK).Says("Hindley, Abram and Platt Bridge", "Leigh", "Give it back").Hides(`value="hapi"`)
	b.Post(h.path("hand-over"), form(h.asked().Version)).Is(http.StatusUnprocessableEntity).Says("Select which hub takes it on", "Enter why you hand it over").Has(`href="#to"`)
	h.sends(b, h.parcel, "assign", "to", "volunteer:v1")
	b.Post(h.path("hand-over"), form(h.asked().Version, "to", "leigh", "why", "She lives in Leigh")).LeadsTo("/board")
	if got := h.stands(h.parcel); got.Neighbourhood != "leigh" || got.State != tasks.Open {
		t.Errorf("the task is %s with %q after its request was handed over", got.State, got.Neighbourhood)
	}
	b.Get(h.path("hand-over")).Is(http.StatusForbidden)
	b.Post(h.path("refuse"), form(1, "reason", "No driver this week")).Is(http.StatusConflict).
		Says("Somebody handed this request on before you.", "She lives in Leigh", "No driver this week")
	h.As(somebody(access.Coordinator, "leigh")).Get("/tasks/"+string(h.parcel.ID)).Is(http.StatusOK).Says("Came from", "Hindley, Abram and Platt Bridge to Leigh", "She lives in Leigh")
	h.As(somebody(access.Agent, "")).Get(h.path("hand-over")).Is(http.StatusForbidden)
}

func TestGivingARequestBack(t *testing.T) {
	h := newHub(t)
	b := h.coordinator()
	b.Post(h.path("refuse"), form(h.asked().Version)).Is(http.StatusUnprocessableEntity).Says("Enter why your hub cannot take this").Has(`href="#reason"`)
	b.Post(h.path("refuse"), form(h.asked().Version, "reason", "No driver this week")).LeadsTo("/board")
	if got := h.asked(); got.Neighbourhood != "" || got.RefusedReason != "No driver this week" {
		t.Errorf("the request is with %q, refused because %q", got.Neighbourhood, got.RefusedReason)
	}
	manager := h.As(somebody(access.Manager, ""))
	manager.Get(h.path("hand-over")).Is(http.StatusOK).Says("coordination queue").Hides("Give it back")
	manager.Post(h.path("refuse"), form(h.asked().Version, "reason", "Again")).Is(http.StatusUnprocessableEntity).Says("This request has no hub to refuse it.")
	manager.Post(h.path("hand-over"), form(h.asked().Version, "to", "leigh", "why", "She lives in Leigh")).LeadsTo("/board")
}

func TestMovingARequestThatMoved(t *testing.T) {
	h := newHub(t)
	manager := h.As(somebody(access.Manager, ""))
	seen := h.asked().Version
	manager.Post(h.path("hand-over"), form(seen, "to", "leigh", "why", "She lives in Leigh")).LeadsTo("/board")
	manager.Post(h.path("refuse"), form(seen, "reason", "No driver this week")).Is(http.StatusConflict).
		Says("There is a problem", "No driver this week", "What they changed stands below", "What has changed since you opened it",
			"With Hindley, Abram and Platt Bridge Leigh Account manager, just now (2 April 2020 at 2:20pm) She lives in Leigh")
	manager.Post(h.path("hand-over"), form(seen, "to", "hapi", "why", "She is back")).Is(http.StatusConflict).
		Says("What has changed since you opened it", "Account manager, just now", "She is back").Has(`<option value="hapi" selected`)
	manager.Post(h.path("hand-over"), form(seen, "to", "leigh", "why", "She is there")).Is(http.StatusUnprocessableEntity).Says("She is there")
	fresh := h.asked().Version
	manager.Post(h.path("refuse"), form(fresh, "reason", "No driver this week")).LeadsTo("/board")
	manager.Post(h.path("hand-over"), url.Values{"to": {"hapi"}, "why": {"She is back"}}).Is(http.StatusUnprocessableEntity).Says("out of date")
}
