package tasksweb_test

import (
	"net/http"
	"slices"
	"strconv"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
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

// keeper takes what a page has it do.
type keeper struct {
	tasks.Keeper
	rerouted, referred string
	already            error
}

func (k *keeper) Rerouted(_ *db.Tx, n needs.Need, why string) error {
	k.rerouted = n.Decision.Route + ": " + why
	return nil
}

func (k *keeper) ReferOn(_ *db.Tx, _ needs.Need, to, why string) (string, error) {
	k.referred = to + ": " + why
	return to, k.already
}

func TestANeedIsReferredOn(t *testing.T) {
	h := newHub(t)
	k := &keeper{}
	h.tasks.KeptBy(k)
	at := "/requests/" + string(h.request.ID) + "/needs/" + string(h.need.ID)
	b, seen := h.coordinator(), h.needNow().Version
	b.Get(at).Says("Refer it on", "Their practice", "Councillor – limited: by letter", "unless somebody is at risk")
	b.Post(at+"/refer", form(seen, "to", "", "reason", "Her chest")).Is(http.StatusUnprocessableEntity).Says("Select the service", "Her chest")
	b.Post(at+"/refer", form(seen, "to", "gp")).Is(http.StatusUnprocessableEntity).Says("Enter why the service is to have it")
	b.Post(at+"/refer", form(seen, "to", "gp", "reason", "Her chest")).LeadsTo("/requests/" + string(h.request.ID))
	if k.referred != "gp: Her chest" || !slices.Contains(h.needNow().Decision.ReferTo, "gp") {
		t.Errorf("referred %q, and the need says %v", k.referred, h.needNow().Decision.ReferTo)
	}
	k.already = fault.New(fault.Conflict, "protocols.referred", "It goes to Their practice already.")
	b.Post(at+"/refer", form(h.needNow().Version, "to", "gp", "reason", "Again")).Is(http.StatusConflict).Says("It goes to Their practice already", "Again")
	b.Post(at+"/refer", form(seen, "to", "councillor", "reason", "Too late")).Is(http.StatusConflict).Says("Somebody else has changed this need", "Too late")
	h.As(somebody(access.Agent, "")).Post(at+"/refer", form(seen, "to", "gp", "reason", "x")).Is(http.StatusForbidden)
}

func TestTheWayToHelpIsCorrected(t *testing.T) {
	h := newHub(t)
	k := &keeper{}
	h.tasks.KeptBy(k)
	at := "/requests/" + string(h.request.ID) + "/needs/" + string(h.need.ID)
	b, seen := h.coordinator(), h.needNow().Version
	b.Get(at).Says("The way to help", "Which way is right?", "An order that is made already stands")
	b.Post(at+"/route", form(seen, "route", "no-access")).Is(http.StatusUnprocessableEntity).Says("Enter why another way is right").Has(`value="no-access" checked`)
	b.Post(at+"/route", form(seen, "route", "no-access", "because", "She can pay after all")).LeadsTo("/requests/" + string(h.request.ID))
	if k.rerouted != "no-access: She can pay after all" || h.needNow().Decision.Route != "no-access" {
		t.Errorf("rerouted %q, and the need says %q", k.rerouted, h.needNow().Decision.Route)
	}
	b.Post(at+"/route", form(h.needNow().Version, "route", "crisis", "because", "She cannot")).LeadsTo("/requests/" + string(h.request.ID))
	b.Get(at).Says("Way to help", "Way no-access", "Way crisis", "She cannot")
	b.Post(at+"/route", form(seen, "route", "crisis", "because", "Too late")).Is(http.StatusConflict).Says("Somebody else has changed this need", "Too late")
	h.As(somebody(access.Agent, "")).Post(at+"/route", form(seen, "route", "crisis", "because", "x")).Is(http.StatusForbidden)
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
