package protocolsweb_test

import (
	"net/url"
	"regexp"
	"testing"

	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
)

// begin begins work in steps for somebody.
func (b *borough) begin(record people.RecordID, category, protocol string, labels ...needs.Label) (run protocols.Run) {
	b.t.Helper()
	book, err := b.Book(b.ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := b.db.Write(b.ctx, func(tx *db.Tx) error {
		request, err := needs.OpenRequest(tx, needs.NewRequest{Channel: needs.Phone, Record: record, Neighbourhood: "hapi", Priority: needs.Soon, FirstContactHours: 4, Key: protocol + string(record)})
		if err != nil {
			return err
		}
		need, err := needs.OpenNeed(tx, needs.NewNeed{Request: request, Category: category, Decision: needs.Result{Need: category, Priority: needs.Soon, DueHours: 24, Labels: labels}})
		if err != nil {
			return err
		}
		run, _, err = book.Start(tx, protocols.Beginning{Protocol: protocol, Request: request, Need: need.ID, Work: protocols.Work{
			Category: category, WhoMay: []needs.Doer{needs.Staff}, DueAt: need.DueAt, Priority: needs.Soon, Labels: labels,
		}})
		return err
	}); err != nil {
		b.t.Fatal(err)
	}
	return run
}

// ended is how a run ended; "" while it goes on.
func (b *borough) ended(run protocols.Run) string {
	b.t.Helper()
	r, _, err := b.Run(b.ctx, run.ID)
	if err != nil {
		b.t.Fatal(err)
	}
	return r.EndedAs
}

var seenValue = regexp.MustCompile(`name="seen"[^>]*value="([^"]*)"`)

// seen is the mark that a page carries of how the person was shown.
func seen(t *testing.T, p webtest.Page) string {
	t.Helper()
	found := seenValue.FindStringSubmatch(p.Body)
	if found == nil {
		t.Fatal("the page carries no mark")
	}
	return found[1]
}

func TestTheyAskedUsToStopEverything(t *testing.T) {
	b := start(t)
	id := b.add("Amina")
	talks, food, check := b.begin(id, "comfort-call", "comfort-calls"), b.begin(id, "food", "food-crisis"), b.begin(id, "welfare-check", "welfare-check")
	b.begin(id, "mental-health", "talk", needs.Restricted)
	hub, page := b.As(hubber), "/people/"+string(id)+"/asked-to-stop"
	first := hub.Get(page).Is(200).Says("They asked us to stop", "Who said so?")
	said := url.Values{"seen": {seen(t, first)}, "what": {"everything"}, "said-by": {"She herself"}}
	hub.Post(page, url.Values{"seen": said["seen"]}).Is(422).Says("Select what they asked us to stop", "Enter who said so")
	hub.Post(page, said).Is(200).Says("What comes of it", "Comfort calls", "Ends: They asked us to stop",
		"Food for somebody who cannot pay", "This cannot be withdrawn", "Welfare check", "with the Duty manager", needs.Unnamed).Has(`value="She herself"`)
	if b.ended(talks) != "" {
		t.Error("looking at it stopped it")
	}
	hub.Post(page+"/confirm", said).LeadsTo("/people/" + string(id))
	if b.ended(talks) != "asked-to-stop" || b.ended(food) != "asked-to-stop" || b.ended(check) != "" {
		t.Errorf("they ended as %q, %q, %q", b.ended(talks), b.ended(food), b.ended(check))
	}
	hub.Get("/people/" + string(id)).Says("They are said to want no contact")
	noted := hub.Get(page).Is(200).Says("Noted already: Everything, said by She herself", "Take it back")
	hub.Post(page+"/take-back", url.Values{"seen": {seen(t, noted)}}).LeadsTo("/people/" + string(id))
	hub.Get(page).Hides("Noted already")
	b.As(member).Get(page).Is(403)
}

// Who wants no more calls still has their food.
func TestOnlyWhatTheyAskedForStops(t *testing.T) {
	b := start(t)
	id := b.add("Amina")
	talks, food := b.begin(id, "comfort-call", "comfort-calls"), b.begin(id, "food", "food-crisis")
	hub, page := b.As(hubber), "/people/"+string(id)+"/asked-to-stop"
	said := url.Values{"seen": {seen(t, hub.Get(page))}, "what": {"calls", "texts"}, "said-by": {"Her son"}}
	hub.Post(page, said).Is(200).Says("Nobody rings them.", "No text goes to them.", "Comfort calls").Hides("Food for somebody")
	hub.Post(page+"/confirm", said).LeadsTo("/people/" + string(id))
	if b.ended(talks) != "asked-to-stop" || b.ended(food) != "" {
		t.Errorf("they ended as %q, %q", b.ended(talks), b.ended(food))
	}
}

func TestTwoWhoLearnAtOnceAreToldOfEachOther(t *testing.T) {
	b := start(t)
	id := b.add("Amina")
	talks := b.begin(id, "comfort-call", "comfort-calls")
	hub, stop, moved := b.As(hubber), "/people/"+string(id)+"/asked-to-stop", "/people/"+string(id)+"/moved"
	mark := seen(t, hub.Get(stop))
	hub.Post(moved+"/confirm", url.Values{"seen": {mark}, "where": {"outside"}, "to": {"Salford"}, "council": {"Rang them on Monday"}, "said-by": {"Her son"}}).LeadsTo("/people/" + string(id))
	if b.ended(talks) != "moved" {
		t.Errorf("the calls ended as %q", b.ended(talks))
	}
	late := hub.Post(stop+"/confirm", url.Values{"seen": {mark}, "what": {"visits"}, "said-by": {"A neighbour"}}).Is(409)
	late.Says("Somebody else wrote meanwhile", "Moved away: “To Salford; said by Her son; the council there: Rang them on Monday”, by hub").Has(`value="A neighbour"`)
	hub.Post(stop+"/confirm", url.Values{"seen": {seen(t, late)}, "what": {"visits"}, "said-by": {"A neighbour"}}).LeadsTo("/people/" + string(id))
	hub.Get(moved).Says("Noted already: To Salford")
}

func TestWhoMovesInsideTheBoroughIsHandedOver(t *testing.T) {
	b := start(t)
	id := b.add("Amina")
	talks := b.begin(id, "comfort-call", "comfort-calls")
	hub, page := b.As(duty), "/people/"+string(id)+"/moved"
	mark := seen(t, hub.Get(page).Is(200).Says("Where have they moved to?"))
	hub.Post(page, url.Values{"seen": {mark}, "where": {"inside"}, "said-by": {"She herself"}, "postcode": {"nowhere"}}).Is(422).Says("Enter the first line of the new address")
	hub.Post(page, url.Values{"seen": {mark}, "where": {"outside"}, "said-by": {"She herself"}}).Is(422).Says("Enter where they have moved to")
	said := url.Values{"seen": {mark}, "where": {"inside"}, "line1": {"2 New St"}, "town": {"Leigh"}, "postcode": {"WN7 1EB"}, "said-by": {"She herself"}}
	hub.Post(page, said).Is(200).Says("It belongs to Leigh", "These requests go to the new hub", "No work in steps stops")
	hub.Post(page+"/confirm", said).LeadsTo("/people/" + string(id))
	if len(b.moved) != 1 || b.moved[0] != "leigh: They have moved, said by She herself" || b.ended(talks) != "" {
		t.Errorf("handed over %q, and the calls ended as %q", b.moved, b.ended(talks))
	}
	reach, err := people.ReachIn(b.db.Read(b.ctx), id)
	if err != nil || !reach.Moved.IsZero() {
		t.Errorf("they moved away to %+v, %v", reach.Moved, err)
	}
}

// What was asked long ago stops nothing that was asked for since.
func TestWhatIsAskedForSinceGoesOn(t *testing.T) {
	b := start(t)
	id := b.add("Amina")
	hub, page := b.As(hubber), "/people/"+string(id)+"/asked-to-stop"
	hub.Post(page+"/confirm", url.Values{"seen": {seen(t, hub.Get(page))}, "what": {"everything"}, "said-by": {"She herself"}}).LeadsTo("/people/" + string(id))
	food := b.begin(id, "food", "food-crisis")
	for _, s := range b.Subscriptions() {
		e := journal.Sealed{Entry: journal.Entry{Subject: string(id), Data: map[string]any{"facts": []any{"Phone"}}}}
		if err := s.Handle(b.ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	if b.ended(food) != "" {
		t.Errorf("it ended as %q", b.ended(food))
	}
}
