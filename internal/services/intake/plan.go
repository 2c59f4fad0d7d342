package intake

import (
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/phone"
	"kith/internal/plat/db"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/referrals"
	"kith/internal/work/tasks"
)

// plan is everything a request will write, decided before anything is written.
type plan struct {
	person  people.NewRecord
	request needs.NewRequest
	needs   []needs.Result
	area    string
	extras  func(id string) string // an extra in words
	// interpreter says which language whoever asks for another person speaks; "" is English.
	interpreter string
	refer       func(to, hood string) destination

	services *referrals.Destinations
	steps    protocols.Book
	known    people.RecordID // a record of the person, where staff found them
	setting  organisations.Organisation
	arrival  Arrival
	also     func(tx *db.Tx, r needs.Request) error
}

// titled names the setting in the title of work for it, so that every list says it.
func (p plan) titled(t tasks.NewTask) tasks.NewTask {
	if p.setting.ID != "" {
		t.Title += ", for " + p.setting.Called()
	}
	return t
}

// askLanguage is the question whose answer is the language of an interpreter.
const askLanguage = "language"

// plan decides. It is pure: the same answers, rules, routing and time give the same plan.
func (b book) plan(a Asking, who people.Described, routing places.Routing, now time.Time) (plan, error) {
	given, err := b.questions.OnTheWay(a.Answers)
	if err != nil {
		return plan{}, err
	}
	decided, err := b.decide(a.Channel, given, who, routing, now)
	if err != nil {
		return plan{}, err
	}
	p := plan{needs: decided, area: area(routing), extras: b.extra, services: b.refer, steps: b.steps}
	p.refer = func(to, hood string) destination { return referTo(b.refer, to, hood, day.Of(now)) }
	p.person = b.person(a, given, who, routing)
	if a.Language != "" && given.ForAnother() {
		p.interpreter = "Whoever asked filled the form in in " + a.Language + ": have an interpreter when you ring them."
	}
	p.request = needs.NewRequest{
		Channel: a.Channel, Asker: asker(given), OwnWords: given.First(answers.AskOwnWords), Answers: given,
		Blueprint: b.version, Neighbourhood: routing.Neighbourhood, RoutingRule: string(routing.Rule),
		RoutingSource: routing.Source, CheckByHand: routing.CheckByHand,
	}
	if len(p.atHub()) == 0 {
		p.request.Neighbourhood = "" // no hub is told of what has gone straight to a service
	}
	p.request.Priority, p.request.FirstContactHours = mostPressing(p.spokenOf())
	return p, nil
}

func (b book) person(a Asking, given answers.Answers, who people.Described, routing places.Routing) people.NewRecord {
	language := strings.TrimSpace(given.First(askLanguage))
	if language == "" && !given.ForAnother() {
		language = a.Language
	}
	return people.NewRecord{
		Described: who, Neighbourhood: routing.Neighbourhood, RoutingRule: string(routing.Rule),
		RoutingSource: routing.Source, CheckByHand: routing.CheckByHand, Language: language, Interpreter: language != "",
		SafeContact: safeContact(given), Source: "request: " + a.Channel.Label(),
	}
}

func (b book) decide(channel needs.Channel, given answers.Answers, who people.Described, routing places.Routing, now time.Time) ([]needs.Result, error) {
	facts := needs.Facts{
		Needs: given[answers.AskNeeds], Channel: string(channel), Age: -1,
		Neighbourhood: routing.Neighbourhood, OutOfHours: shut(b.hours, now),
	}
	if !who.BirthDate.IsZero() {
		facts.Age = day.AgeOn(who.BirthDate, day.Of(now))
	}
	var all []needs.Result
	for i, need := range facts.Needs {
		if slices.Contains(facts.Needs[:i], need) {
			continue
		}
		facts.Need = need
		result, err := b.triage.Decide(facts, given)
		if err != nil {
			return nil, err
		}
		all = append(all, result)
		if meanwhile, ok := b.triage.Meanwhile(result); ok {
			all = append(all, meanwhile)
		}
	}
	return all, nil
}

func (b book) extra(id string) string {
	if e, ok := b.triage.Extra(id); ok {
		return e.Name
	}
	return id
}

// mostPressing is the priority and the time to first contact of the most pressing need.
func mostPressing(all []needs.Result) (needs.Priority, int) {
	priority, hours := needs.Routine, 0
	for _, r := range all {
		if r.Priority.Rank() < priority.Rank() {
			priority = r.Priority
		}
		if hours == 0 || r.FirstContactHours < hours {
			hours = r.FirstContactHours
		}
	}
	return priority, hours
}

// described reads what the answers say of the person who needs help.
func described(a answers.Answers) people.Described {
	d := people.Described{
		GivenNames: a.First(answers.AskFirstName), FamilyName: a.First(answers.AskLastName),
		Email: strings.TrimSpace(a.First(answers.AskEmail)), Address: address(a),
	}
	if born, err := day.ParseDate(a.First(answers.AskBirthDate)); err == nil {
		d.BirthDate = born
	}
	if number, err := phone.Parse(a.First(answers.AskPhone)); err == nil {
		d.Phone = number
	}
	return d
}

// address keeps up to three lines; the last of several is the town.
func address(a answers.Answers) places.Address {
	lines := slices.DeleteFunc(slices.Clone(a[answers.AskAddress]), func(l string) bool { return strings.TrimSpace(l) == "" })
	at := places.Address{Postcode: places.Tidy(a.First(answers.AskPostcode))}
	if n := len(lines); n > 1 {
		at.Town, lines = lines[n-1], lines[:n-1]
	}
	if len(lines) > 0 {
		at.Line1 = lines[0]
		at.Line2 = strings.Join(lines[1:], ", ")
	}
	return at
}

func asker(a answers.Answers) needs.Asker {
	if !a.ForAnother() {
		return needs.Asker{}
	}
	return needs.Asker{
		Name: a.First(answers.AskAskerName), Relation: a.First(answers.AskAskerRelation), Phone: a.First(answers.AskAskerPhone),
	}
}

// safeContact: what was not ticked is not safe.
func safeContact(a answers.Answers) people.SafeContact {
	ways := a[answers.AskSafeContact]
	return people.SafeContact{
		Channels: ways, Asked: len(ways) > 0,
		Voicemail: slices.Contains(ways, "voicemail"), Texts: slices.Contains(ways, "text"),
	}
}

// area is where the work is, as coarse as anybody may be told before they accept it.
func area(r places.Routing) string {
	if r.Postcode == "" {
		return ""
	}
	return r.Postcode.Sector()
}

// atHub are the needs a hub works on: those that have not gone straight to a service.
func (p plan) atHub() []needs.Result {
	return slices.DeleteFunc(slices.Clone(p.needs), func(r needs.Result) bool { return r.StraightTo != "" })
}

// spokenOf are the needs the first contact is about. Of one that went straight to a
// service its hub hears nothing, not even how pressing it is; without any other the
// coordination queue makes the contact.
func (p plan) spokenOf() []needs.Result {
	if hub := p.atHub(); len(hub) > 0 {
		return hub
	}
	return p.needs
}

// contact is the hub's first contact: the hub speaks to the person before anything else.
func (p plan) contact(r needs.Request) tasks.NewTask {
	category := ""
	if hub := p.atHub(); len(hub) > 0 {
		category = hub[0].Need
	}
	return tasks.NewTask{
		Kind: tasks.FirstContact, Request: r.ID, Record: r.Record, Category: category,
		Title: "First contact", Instruction: strings.TrimSpace("Ask first whether it is safe to talk. Find out what they can do themselves and who helps already. " + p.interpreter),
		Area: p.area, Neighbourhood: r.Neighbourhood, Priority: r.Priority,
		WhoMay: []needs.Doer{needs.Staff}, Labels: p.labels(), DueAt: r.FirstContactDue,
	}
}

func (p plan) labels() []needs.Label {
	var all []needs.Label
	for _, n := range p.spokenOf() {
		for _, l := range n.Labels {
			if !slices.Contains(all, l) {
				all = append(all, l)
			}
		}
	}
	return all
}

// piece is one piece of work, and the protocol that leads it through its steps; "" is work
// without steps.
type piece struct {
	tasks.NewTask
	protocol string
	aside    bool // it stays off every hub's board
}

// work is what a need becomes: the help itself, and a referral for each service to
// tell. A need that goes straight to a service becomes only
// that referral, in the coordination queue, so that no hub's board names it.
func (p plan) work(n needs.Need, hood string) []piece {
	d := n.Decision
	if d.StraightTo != "" {
		to := p.refer(d.StraightTo, hood)
		to.hood, to.unnamed = "", true
		return []piece{{p.referral(n, to), p.steps.Straight(), true}}
	}
	all := []piece{{tasks.NewTask{
		Kind: tasks.Do, Need: n.ID, Request: n.Request, Record: n.Record, Category: n.Category, Title: d.TaskTitle,
		Instruction: p.instruction(d), Area: p.area, Neighbourhood: hood, Priority: d.Priority,
		WhoMay: d.WhoMay, Labels: d.Labels, DueAt: n.DueAt,
	}, p.steps.ForNeed(d), false}}
	for _, to := range d.ReferTo {
		goes := p.refer(to, hood)
		all = append(all, piece{p.referral(n, goes), p.steps.ForReferral(goes.id), goes.unnamed})
	}
	return all
}

func (p plan) referral(n needs.Need, to destination) tasks.NewTask {
	category := n.Category
	if to.unnamed {
		category = ""
	}
	return tasks.NewTask{
		Kind: tasks.Refer, Need: n.ID, Request: n.Request, Record: n.Record, Category: category,
		Title: "Refer on", Instruction: to.note, Destination: to.id, Neighbourhood: to.hood, Priority: n.Decision.Priority,
		WhoMay: []needs.Doer{needs.Staff}, Labels: n.Decision.Labels, DueAt: n.DueAt,
	}
}

// stepwise is the work of a piece as its protocol takes it.
func (p plan) stepwise(one piece) protocols.Work {
	w := protocols.Work{
		Category: one.Category, Title: one.Title, Instruction: one.Instruction, Area: one.Area, Priority: one.Priority,
		WhoMay: one.WhoMay, Labels: one.Labels, Destination: one.Destination, DueAt: one.DueAt, Aside: one.aside,
	}
	if p.setting.ID != "" {
		w.For = p.setting.Called()
	}
	return w
}

// instruction says what to know while doing the work: what goes with it, and warnings.
func (p plan) instruction(d needs.Result) string {
	said := slices.Clone(d.Flags)
	if len(d.Extras) > 0 {
		var names []string
		for _, id := range d.Extras {
			names = append(names, p.extras(id))
		}
		said = append(said, "With: "+strings.Join(names, ", ")+".")
	}
	return strings.Join(said, " ")
}
