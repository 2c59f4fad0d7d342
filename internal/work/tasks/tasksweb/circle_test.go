package tasksweb_test

import (
	"net/http"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/households"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Whoever goes there reads who is around the person, unless they may not know where it is,
// or may not see the person.
func TestTaskPageSaysWhoIsAround(t *testing.T) {
	h := newHub(t)
	h.coordinator().Get(page(h.parcel)).Hides("Who is around them")
	h.around.circle.Helpers = []households.Helper{{HelperFacts: households.HelperFacts{Name: "Mrs Bell", Relation: "neighbour", Does: "has a key"}}}
	h.coordinator().Get(page(h.parcel)).Says("Who is around them", "Mrs Bell, neighbour: has a key", "do not ring")
	kept := h.task(tasks.NewTask{
		Kind: tasks.Do, Need: h.need.ID, Category: "food", Title: "Bring a parcel", Labels: []needs.Label{needs.AddressWithheld}, Priority: needs.Soon, DueAt: now,
	})
	h.As(somebody(access.Agent, "hapi")).Get(page(kept)).Hides("Mrs Bell")
	h.around.unseen = fault.New(fault.NotFound, "test.hidden", "There is nobody of that name.")
	h.around.circle = households.Circle{}
	h.coordinator().Get(page(h.parcel)).Is(http.StatusOK).Hides("Who is around them")
}
