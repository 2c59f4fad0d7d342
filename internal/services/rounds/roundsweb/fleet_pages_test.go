package roundsweb_test

import (
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/registers/people"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/deliveries"
	"kith/internal/work/fleet"
)

// TestVehiclesAndShiftsAreChanged goes through the pages of what goes out.
func TestVehiclesAndShiftsAreChanged(t *testing.T) {
	y := newYard(t)
	lead := y.as("lead", access.LogisticsLead, "")
	lead.Post("/rounds/vehicles", form("name", "White van", "kind", "van", "depot", "logistics-centre", "hood", "borough")).Is(303)
	lap := y.As(access.Principal{Account: "lead", Grants: []access.Grant{{Role: access.LogisticsLead}}})
	all, err := y.fleet.Vehicles(lap)
	y.must(err)
	van := "/rounds/vehicles/" + string(all[0].ID)
	lead.Get(van).Is(200).Says("White van", "For a kilometre, in pence")
	said := []string{"name", "Red van", "depot", "logistics-centre", "boxes", "90", "kilograms", "1200", "chilled", "10", "bags", "40", "skills", "lift", "own-cost", "yes", "pence", "0", "pence-hour", "1800"}
	lead.Post(van, form(append(said, "version", "1", "pence-km", "lots")...)).Is(422)
	lead.Post(van, form(append(said, "version", "1", "pence-km", "30")...)).Is(303)
	lead.Post(van, form(append(said, "version", "1", "pence-km", "30")...)).Is(409).Says("Somebody else has changed this vehicle")
	if all, err = y.fleet.Vehicles(lap); err != nil || all[0].Name != "Red van" || all[0].Capacity.Boxes != 90 || !all[0].Cost.Own || all[0].Cost.PenceKm != 30 || len(all[0].Skills) != 1 {
		t.Errorf("the van is %+v, %v", all[0], err)
	}
	y.as("hub", access.Coordinator, "hapi").Get(van).Is(403)

	date := []string{"when-day", "7", "when-month", "4", "when-year", "2020"}
	lead.Post("/rounds/shifts", form(append(date, "vehicle", string(all[0].ID), "driver", "dan")...)).Is(303)
	shifts, err := y.fleet.Shifts(lap, day.Of(y.Clock.Now()))
	y.must(err)
	shift := "/rounds/shifts/" + string(shifts[0].ID)
	lead.Get(shift).Is(200).Says("When Dan Driver drives").Has(`value="09:00"`)
	lead.Post(shift, form("version", "1", "from", "late", "until", "18:00")).Is(422).Says("Enter a time such as 09:00")
	lead.Post(shift, form("version", "1", "from", "10:00", "until", "09:00")).Is(422).Says("Enter a time after the shift begins")
	lead.Post(shift, form("version", "1", "from", "10:00", "until", "18:00")).Is(303)
	lead.Get("/rounds").Says("10:00 to 18:00")
}

// TestAVolunteerIsPutOnADay: whoever may go is offered, and nobody else.
func TestAVolunteerIsPutOnADay(t *testing.T) {
	y := newYard(t)
	lead := y.as("lead", access.LogisticsLead, "")
	lead.Get("/rounds/volunteers").Is(200).Says("No volunteer may go on rounds on this day")
	rules := volunteering.Of(boardtest.Wigan(t, fleet.Static()).Blueprint)
	v := y.Volunteer(volunteers.NewVolunteer{
		GivenNames: "Walt", FamilyName: "Walker", Neighbourhood: "hapi", Activities: []string{"food"}, Agreed: rules.Principles.Version, Gives: volunteers.Gives{Vehicle: volunteering.OnFoot},
	})
	register := volunteers.New(y.DB, boardtest.Wigan(t, fleet.Static()), nil)
	point := y.As(access.Principal{Account: "point", Grants: []access.Grant{{Role: access.Coordinator}}})
	_, err := register.RecordCheck(point, v.ID, volunteers.Held{Check: "identity", Number: "1", IssuedOn: day.Of(y.Clock.Now()), SeenBy: "Sam", SeenHow: "the original"})
	y.must(err)
	y.must(register.PassInPerson(point, v.ID, "welcome", "Sam"))
	lead.Get("/rounds/volunteers").Is(200).Says("Walt Walker, on foot")
	date := []string{"when-day", "7", "when-month", "4", "when-year", "2020", "depot", "logistics-centre"}
	lead.Post("/rounds/volunteers", form(append(date, "volunteer", "")...)).Is(422).Says("Select a volunteer")
	lead.Post("/rounds/volunteers", form(append(date, "volunteer", string(v.ID))...)).Is(303)
	lead.Get("/rounds").Says("Walt Walker", "Walt on foot")
	lead.Post("/rounds/volunteers", form(append(date, "volunteer", string(v.ID))...)).Is(409).Says("at that time already")
	y.as("hub", access.Coordinator, "hapi").Get("/rounds/volunteers").Is(403)
}

// TestTheOneDriverIsNamed by whoever may read the address, and the page shows none.
func TestTheOneDriverIsNamed(t *testing.T) {
	y := newYard(t)
	point := y.as("point", access.Coordinator, "")
	point.Get("/rounds/withheld").Is(200).Says("Nothing is ready for an address that is withheld")
	d := y.ready("Amina", "WN2 3EB", "7K3D-9M2")
	y.must(y.people.Mark(y.As(access.Principal{Account: "point", Grants: []access.Grant{{Role: access.Coordinator}}}), people.PersonID(d.Record), nil, []people.Label{people.AddressWithheld}))
	point.Get("/rounds/withheld").Is(200).Says("7K3D-9M2", "Collected at the hub").Hides("Lane", "WN2")
	point.Post("/rounds/withheld", form("load", string(d.ID), "driver", "dan", "why", "")).Is(422).Says("Enter why it is brought")
	point.Post("/rounds/withheld", form("load", string(d.ID), "driver", "dan", "why", "She cannot come.")).Is(303)
	point.Get("/rounds/withheld").Says("Brought by Dan Driver: She cannot come.").Hides("Lane", "WN2")
	y.as("other", access.Coordinator, "leigh").Get("/rounds/withheld").Is(200).Hides("7K3D-9M2")
	y.as("van", access.LogisticsLead, "").Get("/rounds/withheld").Is(403)
}

// TestALoadThatIsNotWanted: a load that waits is taken off the list with one press, once.
func TestALoadThatIsNotWanted(t *testing.T) {
	y := newYard(t)
	lead := y.as("lead", access.LogisticsLead, "")
	lap := y.As(access.Principal{Account: "lead", Grants: []access.Grant{{Role: access.LogisticsLead}}})
	b, err := y.fleet.AddBulk(lap, fleet.NewBulk{
		What: "PPE, 200 masks", Depot: "logistics-centre", To: "Sunny Bank", Postcode: "WN2 3AA", Load: deliveries.Load{Boxes: 3, Grams: 12000}, Window: deliveries.Window{Day: day.Of(y.Clock.Now()), Part: deliveries.AnyTime},
	})
	y.must(err)
	at := "/rounds/loads/" + string(b.ID)
	lead.Get("/rounds/loads").Is(200).Says("It is not wanted").Hides("Bring it once more")
	lead.Post(at, form("version", "1", "do", "delivered")).Is(409).Says("A load goes out and comes back by its round")
	lead.Post(at, form("version", "9", "do", "withdrawn")).Is(409).Says("Somebody else has changed this load")
	lead.Post(at, form("version", "1", "do", "withdrawn")).Is(303)
	lead.Get("/rounds/loads").Is(200).Says("No load waits")
}
