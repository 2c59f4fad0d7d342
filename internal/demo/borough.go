package demo

import (
	"context"
	"time"

	"kith/internal/blueprint"
	"kith/internal/demo/town"
	"kith/internal/governance/keeping"
	"kith/internal/governance/requests"
	"kith/internal/insight/capacity"
	"kith/internal/insight/cohorts"
	"kith/internal/insight/lists"
	"kith/internal/insight/measures"
	"kith/internal/insight/risk"
	"kith/internal/insight/situation"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/registers/accounts"
	"kith/internal/registers/assets"
	"kith/internal/registers/attributes"
	"kith/internal/registers/households"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/registers/secondperson"
	"kith/internal/registers/staff"
	"kith/internal/registers/volunteers"
	"kith/internal/services/command"
	"kith/internal/services/deployment"
	"kith/internal/services/food"
	"kith/internal/services/intake"
	"kith/internal/services/matching"
	"kith/internal/services/medicines"
	"kith/internal/services/rounds"
	"kith/internal/services/rounds/doorstep"
	"kith/internal/work/answers"
	"kith/internal/work/breakglass"
	"kith/internal/work/duty"
	"kith/internal/work/fleet"
	"kith/internal/work/levels"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/tasks"
)

// Services are the features a demo borough is made through.
type Services struct {
	DB            *db.DB
	Blueprints    *blueprint.Service
	Places        *places.Service
	Accounts      *accounts.Service
	People        *people.Service
	Households    *households.Service
	Organisations *organisations.Service
	Staff         *staff.Service
	Volunteers    *volunteers.Service
	Intake        *intake.Service
	Needs         *needs.Service
	Tasks         *tasks.Service
	Duty          *duty.Service
	Food          *food.Service
	Medicines     *medicines.Service
	Deployment    *deployment.Service
	Matching      *matching.Service
	Answers       *answers.Service
	Protocols     *protocols.Service
	Fleet         *fleet.Service
	Rounds        *rounds.Service
	Doorstep      *doorstep.Service
	Lists         *lists.Service
	Risk          *risk.Service
	Cohorts       *cohorts.Service
	Situation     *situation.Service
	Measures      *measures.Service
	Levels        *levels.Service
	Command       *command.Service
	Capacity      *capacity.Service
	Seconds       *secondperson.Service
	Glass         *breakglass.Service
	DataRequests  *requests.Service
	Keeping       *keeping.Service
}

// Size says how much to make.
type Size struct {
	Seed       uint64
	People     int // residents already known, before anybody asks
	Requests   int // over the days before
	Days       int
	Volunteers int // of each borough
	Tasks      int // of the four months before, most of them done; 0 is no such past
	// EveryStep adds work that stands at each step of each protocol.
	EveryStep bool
}

// Start is when the story of a demo begins that begins now.
func (s Size) Start(now time.Time) time.Time {
	days := s.Days
	if s.Tasks > 0 {
		days = pastDays + 1
	}
	return now.AddDate(0, 0, -days)
}

// Lively is the borough that make demo shows: enough for every list to be worth reading.
var Lively = Size{Seed: 2020, People: 2500, Requests: 420, Days: 14, Volunteers: 160, EveryStep: true}

// maker carries what making a borough needs from step to step.
type maker struct {
	Services
	size  Size
	clock *clock.Manual
	now   time.Time // when the demo begins; everything made lies before it
	b     *blueprint.Blueprint
	town  town.Borough
	hoods []string
	hands hands

	desks    []intake.Place               // where people walk in
	families [][]people.Record            // who live together and have been asked about
	places   []organisations.Organisation // settings that ask for help
	awake    *household                   // whoever asks while the hubs are shut

	apart people.RecordID // whose address is kept apart

	dwellers map[string][]dweller // by neighbourhood, when there is to be a past

	claimed map[assets.ID]attributes.LoadID // of what others say of residents
}

// Make fills a database whose blueprint is applied. The clock must be the database's own:
// it is moved through the days before now and left at now. Progress is told in words.
func Make(ctx context.Context, s Services, at *clock.Manual, now time.Time, size Size, progress func(string)) (err error) {
	defer fault.Wrap(&err, "make the demo borough")
	m := &maker{Services: s, size: size, clock: at, now: now, dwellers: map[string][]dweller{}}
	at.Set(size.Start(now))
	if m.b, err = s.Blueprints.Current(ctx); err != nil {
		return err
	}
	steps := []struct {
		words string
		do    func(context.Context) error
	}{
		{"postcodes", m.postcodes},
		{"data that others gave", m.assets},
		{"residents", m.residents},
		{"households", m.circles},
		{"accounts", m.accounts},
		{"organisations and volunteers", m.helpers},
		{"whom volunteers are kept from", m.keptApart},
		{"the places where people walk in", m.findDesks},
		{"two weeks of requests", m.requests},
		{"invoices", m.bills},
		{"the months before", m.past},
		{"who was rung weeks ago", m.rang},
		{"who came in by another door", m.otherDoors},
		{"what hubs handed to the duty team", m.dutyTeam},
		{"staff who are redeployed", m.deploys},
		{"calls that were answered on the spot", m.answered},
		{"calls that nobody has finished", m.calls},
		{"what organisations said today", m.sayings},
		{"what volunteers are asked for", m.asksVolunteers},
		{"a round that is under way", m.drives},
		{"work at every step", m.everyStep},
		{"an address that is kept apart", m.keepsApart},
		{"who visits on a round", m.visits},
		{"somebody opened in an emergency", m.emergencies},
		{"lists of people who shield", m.lists},
		{"whom to reach first", m.prioritises},
		{"daily cases, as others publish them", m.spreads},
		{"what others count", m.outsideFigures},
		{"what Gold decided", m.commands},
		{"what is asked about data", m.keeps},
	}
	for _, step := range steps {
		progress("Making " + step.words + "…")
		if err := step.do(ctx); err != nil {
			return err
		}
	}
	at.Set(now)
	return nil
}

// postcodes makes postcodes up inside the real sectors, unless a real directory is there.
func (m *maker) postcodes(ctx context.Context) error {
	areas := blueprint.Part[*places.Areas](m.b)
	for _, n := range areas.Neighbourhoods {
		m.hoods = append(m.hoods, n.ID)
	}
	m.town = townOf(m.b, m.now, m.size)
	var made []places.DemoHome
	for _, h := range m.town.Homes {
		made = append(made, places.DemoHome{Postcode: h.Postcode, Neighbourhood: h.Neighbourhood, At: h.At})
	}
	return m.Places.LoadDemo(ctx, made)
}

// aWrite is how many residents one transaction adds: few enough that it stays short.
const aWrite = 100

func (m *maker) residents(ctx context.Context) error {
	ctx = db.Background(ctx, db.Imports)
	var batch []people.NewRecord
	flush := func() error {
		var added []people.Record
		err := m.DB.Write(ctx, func(tx *db.Tx) (err error) {
			added, err = people.AddMany(tx, batch)
			return err
		})
		m.family(added)
		if err == nil {
			err = m.listed(ctx, added)
		}
		if m.size.Tasks > 0 || m.size.rangBefore() {
			m.dwell(added)
		}
		batch = batch[:0]
		return err
	}
	for h, r := range m.town.People(m.size.People) {
		batch = append(batch, recordOf(h, r, day.Of(m.now)))
		if len(batch) == aWrite {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := flush(); err != nil {
		return err
	}
	return m.inForce(ctx)
}

func recordOf(h town.Household, r town.Resident, today day.Date) people.NewRecord {
	return people.NewRecord{
		Described: people.Described{
			GivenNames: r.GivenNames, FamilyName: r.FamilyName, BirthDate: r.BirthDate, Phone: r.Phone, Email: r.Email,
			Address: places.Address{Line1: h.Line1, Postcode: string(h.Home.Postcode)},
		},
		Neighbourhood: h.Home.Neighbourhood, RoutingRule: string(places.RuleSector), RoutingSource: "demo",
		Language: r.Language, Interpreter: r.Interpreter, Details: detailsOf(r, today), SafeContact: safelyOf(r), Source: "demo register",
	}
}
