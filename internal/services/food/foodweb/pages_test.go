package foodweb_test

import (
	"context"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/food"
	"kith/internal/services/food/foodweb"
	"kith/internal/work/answers"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/deliveries"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// desk is a hub, a logistics centre and finance at their pages.
type desk struct {
	*boardtest.Hub
	t                    *testing.T
	food                 *food.Service
	people               *people.Service
	site                 *webtest.Site
	hub, packer, finance *webtest.Browser
}

func (d *desk) Saw(context.Context, journal.Entry) error      { return nil }
func (d *desk) SawFirst(context.Context, journal.Entry) error { return nil }
func (d *desk) Now() time.Time                                { return d.Clock.Now() }
func (d *desk) AccountName(_ context.Context, id string) string {
	return map[string]string{"hub": "Sam Hub", "packer": "Jo Packer", "money": "Fin Officer"}[id]
}
func (d *desk) SignpostName(_ context.Context, id string) string     { return "Try " + id }
func (d *desk) OrganisationName(_ context.Context, id string) string { return "Hindley Food Bank" }
func (d *desk) AtTheDoor(context.Context, people.RecordID) string    { return "Flats: need to buzz." }

func (d *desk) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return []places.Neighbourhood{{ID: "hapi", Name: "Hindley, Abram, Platt Bridge, Ince", ShortName: "HAPI"}, {ID: "leigh", Name: "Leigh"}}, nil
}

func somebody(account string, role access.Role, hood string) access.Principal {
	return access.Principal{Account: account, Name: account, Grants: []access.Grant{{Role: role, Neighbourhood: hood}}}
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, Hub: boardtest.New(t, deliveries.Static().Migrations, food.Static().Migrations)}
	d.food = food.New(d.DB, boardtest.Wigan(t, food.Static()), d)
	d.people = people.New(d.DB, d)
	if err := d.people.Sealing(make([]byte, 32)); err != nil {
		t.Fatal(err)
	}
	d.Tasks.WatchedBy(d.food)
	d.site = webtest.New(t, d.Borough(), d.Clock, nil)
	d.site.Mount(foodweb.Pages(d.food, d))
	d.hub, d.packer = d.site.As(somebody("hub", access.Coordinator, "hapi")), d.site.As(somebody("packer", access.LogisticsLead, ""))
	d.finance = d.site.As(somebody("money", access.Finance, ""))
	return d
}

func (d *desk) task(route string) tasks.Task {
	return d.Add(boardtest.Work{
		Given: "Amina Noor", Family: "Khan", Hub: "hapi", Address: places.Address{Line1: "4 Mill Lane", Town: "Hindley", Postcode: "WN2 3EB"},
		Answers:  answers.Answers{"adults": {"2"}, "children": {"1"}, "food_diet": {"halal", "allergy"}, "food_notes": {"No nuts."}},
		Decision: needs.Result{Route: route, SteerTo: []string{"click-and-collect"}},
	})
}

// order is the form as it is sent.
func (d *desk) order(t tasks.Task, more url.Values) url.Values {
	today := day.Of(d.Clock.Now())
	form := url.Values{
		"need": {string(t.Need)}, "key": {"key of " + string(t.ID)}, "name": {"Amina Khan"}, "adults": {"2"}, "children": {"1"}, "babies": {"0"},
		"options": {"halal", "allergy"}, "note": {"No nuts."}, "hamper-couple": {"1"}, "told": {"yes"}, "bill-name": {"A Khan"}, "bill-to": {"4 Mill Lane\nHindley"},
		"how": {"bring"}, "door": {"Flats: need to buzz."}, "day-day": {strconv.Itoa(today.Day())}, "day-month": {strconv.Itoa(int(today.Month()))}, "day-year": {strconv.Itoa(today.Year())}, "part": {"morning"},
	}
	for name, values := range more {
		form[name] = values
	}
	return form
}

// placed is an order that was made, by its address.
func (d *desk) placed(t tasks.Task) string {
	d.t.Helper()
	p := d.hub.Post("/food/orders/new", d.order(t, nil)).Is(303)
	if !strings.HasPrefix(p.Location, "/food/orders/") {
		d.t.Fatalf("placing leads to %s", p.Location)
	}
	return p.Location
}

func seen(version int, more url.Values) url.Values {
	form := url.Values{"version": {strconv.Itoa(version)}}
	for name, values := range more {
		form[name] = values
	}
	return form
}

// everything is the packing form as it is drawn.
func (d *desk) everything(address string, boxes string) url.Values {
	d.t.Helper()
	all, err := d.food.Orders(d.As(somebody("point", access.Coordinator, "")), food.Filter{Limit: 1})
	if err != nil {
		d.t.Fatal(err)
	}
	o, err := d.food.Order(d.As(somebody("point", access.Coordinator, "")), all[0].ID)
	if err != nil {
		d.t.Fatal(err)
	}
	form := seen(int(o.Version), url.Values{"boxes": {boxes}})
	for n, i := range o.Items {
		form.Set("packed-"+strconv.Itoa(n), strconv.FormatInt(i.Quantity, 10))
		form.Set("grams-"+strconv.Itoa(n), strconv.FormatInt(i.Quantity*i.Grams, 10))
	}
	return form
}

const noMoney = "Nobody handles cash, a card or a PIN"

func TestTheOrderFormKnowsWhatTheyHaveSaid(t *testing.T) {
	d := newDesk(t)
	task := d.task("no-access")
	d.hub.Get("/food/orders/new?need="+string(task.Need)).Is(200).Says(noMoney, "Offer these first", "Try click-and-collect", "Hamper for a family", "£").
		Has(`value="Amina Noor Khan"`, `No nuts.`, `Flats: need to buzz.`, `name="hamper-family"`).Hides("card number", "sort code")
	d.packer.Get("/food/orders/new?need=" + string(task.Need)).Is(403)
	d.hub.Get("/food/orders/new?need=nonsense").Is(422)
	d.hub.Get("/food/orders/new?need=" + string(d.task("crisis").Need)).Is(422)
	d.site.As(somebody("leigh", access.Coordinator, "leigh")).Get("/food/orders/new?need=" + string(task.Need)).Is(404)
}

func TestWhatIsWrongIsSaidAndNothingTypedIsLost(t *testing.T) {
	d := newDesk(t)
	task := d.task("no-access")
	for name, c := range map[string]struct {
		more url.Values
		says string
	}{
		"no price was told": {url.Values{"told": nil}, "Tell them the price first"},
		"nothing chosen":    {url.Values{"hamper-couple": {"0"}}, "Enter how many of at least one thing"},
		"which allergy":     {url.Values{"note": {""}}, "Enter which food must not be in it"},
		"nobody billed":     {url.Values{"bill-name": {""}}, "Enter the name and the address the bill goes to"},
		"too many":          {url.Values{"hamper-couple": {"21"}}, "20"},
		"yesterday":         {url.Values{"day-year": {"2019"}}, "Day must be"},
	} {
		t.Run(name, func(t *testing.T) {
			d.hub.Post("/food/orders/new", d.order(task, c.more)).Is(422).Says(c.says).Has(`Flats: need to buzz.`, `value="Amina Khan"`)
		})
	}
}

func TestFromTheOrderToTheInvoice(t *testing.T) {
	d := newDesk(t)
	at := d.placed(d.task("no-access"))
	d.hub.Get(at).Is(200).Says("is placed", "To pack", "1 × Hamper for two people", "4 Mill Lane", noMoney, "Finance can say how much", "Halal, Food allergy", "Sam Hub", "The request it is for").Hides("A Khan", "£")
	d.hub.Post("/food/orders/new", d.order(d.lastTask(), nil)).LeadsTo(at) // pressed twice
	d.packer.Get("/food/orders").Is(200).Says("Amina Khan", "To pack", "HAPI", "Tue 7 Apr").Hides("4 Mill Lane", "A Khan ")
	d.packer.Get("/food/orders/pick-list").Is(200).Says("1 order to pack", "Everything together", "No nuts.", "☐").Hides("4 Mill Lane")
	d.packer.Post(at+"/start", seen(1, nil)).LeadsTo(at + "/pack")
	d.packer.Get(at+"/pack").Is(200).Says("Halal", "No nuts.", "How many boxes?", "2 adults, 1 child").Has("kith-key")
	d.packer.Post(at+"/pack", d.everything(at, "")).Is(422).Says("Enter how many boxes there are")
	d.packer.Post(at+"/pack", d.everything(at, "2")).LeadsTo(at)
	d.packer.Get(at).Says("Packed", "2 boxes", "Jo Packer").Hides("The request it is for")
	d.packer.Get(at+"/label").Is(200).Says("Box 1 of 2", "Box 2 of 2", "Take no money", "At the door: Flats: need to buzz.")
	d.packer.Post(at+"/send", seen(2, nil)).Is(409).Says("Somebody else has changed this order")
	d.packer.Post(at+"/send", seen(3, nil)).LeadsTo(at)
	d.packer.Post(at+"/no-answer", seen(4, nil)).Is(422).Says("Enter what happened at the door")
	d.packer.Post(at+"/no-answer", seen(4, url.Values{"back": {"Nobody in."}})).LeadsTo(at)
	d.packer.Get(at).Says("Came back", "Nobody in.", "have somebody look in on them")
	d.packer.Post(at+"/again", seen(5, nil)).LeadsTo(at)
	d.packer.Post(at+"/hand-over", seen(6, nil)).LeadsTo(at)
	d.packer.Get(at).Says("Handed over", "Nothing is left to do")
	d.packer.Get("/food/orders").Says("No order is like this")
	d.packer.Get("/food/orders?state=delivered").Says("Amina Khan")

	page := d.finance.Get("/food/invoices").Is(200).Says("1 line, together", "A Khan", "4 Mill Lane", "1 × Hamper for two people").Hides("alal", "nuts", "llergy", "Amina", "buzz", "Bread")
	_ = page
	d.finance.Post("/food/invoices/take-out", nil).LeadsTo("/food/invoices")
	batch := d.finance.Get("/food/invoices").Says("Batch 1 is made: 1 line", "Nothing waits")
	d.finance.Post("/food/invoices/take-out", nil).Is(409).Says("No invoice waits")
	_, after, _ := strings.Cut(batch.Body, `href="/food/invoices/`)
	file, _, _ := strings.Cut(after, `"`)
	d.finance.Get("/food/invoices/"+file).Is(200).Has("Order,Invoice name", "A Khan", "4 Mill Lane, Hindley", "Invoice").Hides("alal", "nuts", "llergy", "Amina", "buzz", "Bread")
	for _, b := range []*webtest.Browser{d.hub, d.packer} {
		b.Get("/food/invoices").Is(403)
		b.Get("/food/invoices/" + file).Is(403)
	}
	d.finance.Get("/food/orders").Is(403)
	d.finance.Get(at).Is(403)
}

func (d *desk) lastTask() tasks.Task {
	all, err := d.food.Orders(d.As(somebody("point", access.Coordinator, "")), food.Filter{Limit: 1})
	if err != nil {
		d.t.Fatal(err)
	}
	return d.Task(all[0].Task)
}

// What a spreadsheet would run is handed to finance as text.
func TestABillHoldsNoFormula(t *testing.T) {
	d := newDesk(t)
	at := d.hub.Post("/food/orders/new", d.order(d.task("no-access"), url.Values{"bill-name": {"=HYPERLINK(1)"}})).Is(303).Location
	d.packer.Post(at+"/pack", d.everything(at, "1")).LeadsTo(at)
	d.packer.Post(at+"/hand-over", seen(2, nil)).LeadsTo(at)
	d.finance.Post("/food/invoices/take-out", nil).LeadsTo("/food/invoices")
	_, after, _ := strings.Cut(d.finance.Get("/food/invoices").Body, `href="/food/invoices/`)
	file, _, _ := strings.Cut(after, `"`)
	d.finance.Get("/food/invoices/" + file).Is(200).Has("'=HYPERLINK(1)").Hides(",=HYPERLINK")
}

func TestCancelledWithWhy(t *testing.T) {
	d := newDesk(t)
	at := d.placed(d.task("no-access"))
	d.hub.Post(at+"/cancel", seen(1, nil)).Is(422).Says("Enter why it is cancelled")
	d.hub.Post(at+"/cancel", seen(7, url.Values{"cancel": {"Her son shops."}})).Is(409).Has("Her son shops.")
	d.hub.Post(at+"/cancel", seen(1, url.Values{"cancel": {"Her son shops."}})).LeadsTo(at)
	d.hub.Get(at).Says("Cancelled", "Her son shops.")
	d.packer.Get(at + "/pack").Is(409)
	d.packer.Get(at + "/label").Is(409)
}

func TestWhomFewMayKnowIsNotNamed(t *testing.T) {
	d := newDesk(t)
	task := d.task("no-access")
	point := somebody("point", access.Coordinator, "")
	if err := d.people.Mark(d.As(point), people.PersonID(task.Record), nil, []people.Label{people.AddressWithheld}); err != nil {
		t.Fatal(err)
	}
	d.hub.Get("/food/orders/new?need="+string(task.Need)).Is(200).Says("Their address is not told", "by hand, through the hub").Hides("Mill Lane", "buzz")
	at := d.hub.Post("/food/orders/new", d.order(task, url.Values{"bill-to": nil, "bill-name": nil, "how": nil})).Is(303).Location
	d.packer.Get(at).Says("Collected at the hub: the address is not told", "£").Hides("Mill Lane", "buzz", "Bill to")
	if err := d.people.Mark(d.As(point), people.PersonID(task.Record), []people.Label{people.AddressWithheld}, []people.Label{people.AddressWithheld, people.Restricted}); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{at, "/food/orders", "/food/orders/pick-list", at + "/pack"} {
		d.packer.Get(address).Is(200).Says("Not named").Hides("Amina", "Khan", "Mill Lane", "buzz")
	}
}

func TestTheListIsNarrowed(t *testing.T) {
	d := newDesk(t)
	at := d.placed(d.task("no-access"))
	number := strings.TrimPrefix(strings.Fields(strings.Split(d.hub.Get(at).Words(), "Order ")[1])[0], "")
	d.packer.Get("/food/orders?hub=leigh").Says("No order is like this")
	d.packer.Get("/food/orders?hub=hapi&when=today").Says("Amina Khan").Has("/food/orders?hub=hapi", "/food/orders?when=today")
	d.packer.Get("/food/orders?number=" + number).Says("Amina Khan")
	d.packer.Get("/food/orders?number=2222-222").Is(422).Says("Enter the whole number")
	d.site.As(somebody("leigh", access.Coordinator, "leigh")).Get("/food/orders").Is(200).Hides("Amina")
	d.site.As(somebody("leigh", access.Coordinator, "leigh")).Get(at).Is(404)
}

func TestAFoodBanksSlip(t *testing.T) {
	d := newDesk(t)
	o := d.Organisation(organisations.NewOrganisation{Name: "Hindley Food Bank", Kind: organisations.FoodBank})
	task := d.Assign(d.task("crisis"), tasks.Assignee{Kind: tasks.ToOrganisation, ID: string(o.ID), Name: o.Name})
	us := d.site.As(access.Principal{Account: "us", Name: "Bank", Grants: []access.Grant{{Role: access.Organisation, Organisation: string(o.ID)}}})
	us.Get("/food/slips/"+string(task.ID)).Is(200).Says("Food bank voucher", "For 2 adults, 1 child.", "Halal", "No nuts.", "Fetched", "Brought to the door").Hides("Amina", "Khan", "Mill Lane", "HAPI")
	d.site.As(access.Principal{Account: "them", Name: "Other", Grants: []access.Grant{{Role: access.Organisation, Organisation: "other"}}}).Get("/food/slips/" + string(task.ID)).Is(404)
	d.hub.Get("/food/slips/" + string(task.ID)).Is(403)
	d.hub.Get("/food/vouchers").Is(200).Says("Open", "Hindley Food Bank", "HAPI").Hides("Amina", "Khan", "nuts")
	d.hub.Get("/food/vouchers?standing=Used").Says("No voucher is like this")
	d.hub.Get("/food/vouchers?number=7K3").Is(422)
}

func TestEmptyPages(t *testing.T) {
	d := newDesk(t)
	d.hub.Get("/food/orders").Is(200).Says("No order is like this")
	d.hub.Get("/food/orders/pick-list").Is(200).Says("Nothing waits to be packed")
	d.hub.Get("/food/vouchers").Is(200).Says("No voucher is like this")
	d.finance.Get("/food/invoices").Is(200).Says("Nothing waits", "Nothing has been taken out yet")
}
