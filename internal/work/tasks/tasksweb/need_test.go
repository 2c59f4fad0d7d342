package tasksweb_test

import (
	"net/http"
	"strconv"
	"testing"

	"kith/internal/plat/access"
	"kith/internal/work/needs"
)

func (h *hub) needNow() needs.Need {
	h.t.Helper()
	n, err := h.needs.Need(access.With(h.ctx, somebody(access.Manager, "")), h.need.ID)
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}

func TestChangingANeed(t *testing.T) {
	h := newHub(t)
	at := "/requests/" + string(h.request.ID) + "/needs/" + string(h.need.ID)
	b := h.coordinator()
	b.Get(at).Is(http.StatusOK).Says("Food", "How pressing is it?", "Not before", "No longer wanted", "Nothing has been changed since triage")
	seen := h.needNow().Version
	b.Post(at+"/priority", form(seen, "priority", "emergency")).Is(http.StatusUnprocessableEntity).Says("Enter why it is more or less pressing").Has(`value="emergency" checked`)
	b.Post(at+"/priority", form(seen, "priority", "emergency", "why", "No milk for the baby")).LeadsTo("/requests/" + string(h.request.ID))
	b.Get(at).Says("Emergency", "Triage said", "No milk for the baby", "Account coordinator")
	b.Get(page(h.parcel)).Says("Emergency")

	b.Post(at+"/withdraw", form(seen, "gone", "Her sister shops")).Is(http.StatusConflict).
		Says("Somebody else has changed this need", "What has changed since you opened it", "Emergency", "Her sister shops").
		Has(`name="version" value="` + strconv.FormatInt(h.needNow().Version, 10) + `"`)

	b.Post(at+"/start", form(h.needNow().Version, "start-day", "1", "start-month", "4", "start-year", "2020")).Is(http.StatusUnprocessableEntity)
	b.Post(at+"/start", form(h.needNow().Version, "start-day", "9", "start-month", "4", "start-year", "2020")).LeadsTo("/requests/" + string(h.request.ID))
	b.Get(at).Says("9 April 2020", "Begin now")
	b.Get(page(h.parcel)).Says("Not before", "9 April 2020")
	b.Post(at+"/start", form(h.needNow().Version, "at", "now")).LeadsTo("/requests/" + string(h.request.ID))

	b.Post(at+"/withdraw", form(h.needNow().Version, "gone", "Her sister shops")).LeadsTo("/requests/" + string(h.request.ID))
	b.Get(page(h.parcel)).Says("They no longer need it", "Her sister shops")
	b.Post(at+"/withdraw", form(seen, "gone", "Twice")).Is(http.StatusConflict).Says("Twice", "No longer needed")
	b.Post(at+"/reopen", form(h.needNow().Version, "again", "Her sister is ill")).LeadsTo("/requests/" + string(h.request.ID))
	b.Get(page(h.parcel)).Says("Unassigned")
}

func TestWhoChangesNeeds(t *testing.T) {
	h := newHub(t)
	at := "/requests/" + string(h.request.ID) + "/needs/" + string(h.need.ID)
	h.As(somebody(access.Agent, "")).Get(at).Is(http.StatusForbidden)
	h.As(somebody(access.Coordinator, "leigh")).Get(at).Is(http.StatusForbidden)
	secret := h.opens("safety", "They are not safe at home.", needs.Restricted)
	h.coordinator().Get("/requests/" + string(h.request.ID) + "/needs/" + string(secret.ID)).Is(http.StatusForbidden).Hides("Keeping safe")
	h.coordinator().Get("/requests/" + string(secret.ID) + "/needs/" + string(h.need.ID)).Is(http.StatusNotFound)
}
