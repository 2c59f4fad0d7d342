package needsweb_test

import (
	"net/url"
	"testing"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
)

// move hands a request on as its hub would.
func (b *borough) move(r needs.Request, to, why string) {
	b.t.Helper()
	err := b.d.Write(b.ctx, func(tx *db.Tx) error {
		now, err := needs.RequestIn(tx, r.ID)
		if err != nil {
			return err
		}
		return needs.HandOver(tx, now, now.Version, to, why)
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

func TestARequestThatWasHandedOver(t *testing.T) {
	b := newBorough(t)
	r := b.ask(nil, needs.Result{Need: "food"})
	from := r.Neighbourhood
	b.at.Advance(time.Minute)
	giving, receiving := b.As(somebody(access.Coordinator, from)), b.As(somebody(access.Coordinator, "leigh"))
	giving.Get("/requests?handed=yes").Is(200).Says("No request fits these filters.", "Handed over by us")
	b.move(r, "leigh", "She lives in Leigh now")
	receiving.Get(page(r)).Is(200).Says("Handed over by", "to Leigh", "She lives in Leigh now", "just now")
	receiving.Get("/requests?handed=yes").Is(200).Hides(string(r.Reference))
	giving.Get("/requests").Is(200).Hides(string(r.Reference))
	giving.Get("/requests?handed=yes").Is(200).Says(string(r.Reference), "Not shown", "Leigh", "Not accepted yet").Hides("Amina")
	giving.Get("/requests/export.csv?handed=yes").Is(200).Says(string(r.Reference) + ",Not shown,Leigh,,").Hides("Amina")
	giving.Get(page(r)).Is(200).Says("Your hub does not have this request any more.", "Not accepted yet", "She lives in Leigh now").Hides("Amina", "In their own words")
	giving.Post(page(r)+"/accept", url.Values{"version": {"1"}}).Is(409).Says("Somebody handed this request on before you.").Hides("Amina")
	b.As(somebody(access.Coordinator, "swan")).Get(page(r)).Is(403)
	b.As(somebody(access.Coordinator, "swan")).Get("/requests?handed=yes").Is(200).Hides(string(r.Reference))
	b.As(somebody(access.Manager, "")).Get("/requests?handed=yes").Is(200).Says(string(r.Reference)).Hides("Not shown")
	b.move(r, from, "She is back")
	giving.Get(page(r)).Is(200).Says("She is back", "Where it was before", "She lives in Leigh now")
}

func TestWhyAGuardedRequestWasHandedOverIsRestricted(t *testing.T) {
	b := newBorough(t)
	r := b.ask(nil, needs.Result{Need: "safety", Labels: []needs.Label{needs.Restricted}})
	b.move(r, "leigh", "He must not find her")
	for _, hub := range []string{r.Neighbourhood, "leigh"} {
		b.As(somebody(access.Coordinator, hub)).Get(page(r)).Is(200).Says("Handed over by", "Why is restricted.").Hides("He must not find her")
	}
	b.As(somebody(access.Manager, "")).Get(page(r)).Is(200).Says("He must not find her")
}
