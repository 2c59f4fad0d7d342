package contacts

import (
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/people"
)

// Wish is a contact that somebody, or something, wants to make.
type Wish struct {
	Method Method
	// Names says that the wording tells of the service or of what it is about. Neutral
	// wording could come from anybody.
	Names bool
	// Automatic contacts are sent by the program: no person reads the conditions first.
	Automatic bool
	// Reply answers what the person has just asked for or told; other agencies' contacts
	// do not delay it.
	Reply bool
	// Urgent contacts wait neither for the gap between agencies nor for the morning.
	Urgent bool
	// Listed contacts are first approaches: the person did not turn to us for them. They are
	// made to those who agreed, as is [Known] or as Agreed says.
	Listed, Agreed bool
	// List is the list they stand on, by its id; "" where it is not known.
	List string
	// Agency is who wants to be in touch; "" is the council.
	Agency string
	Task   string // the task it is made for; "" none
}

// Known is what is known when a wish is judged.
type Known struct {
	Now     time.Time
	Who     access.Principal // who wishes; the program itself is nobody
	Reach   people.Reach
	Recent  []Event   // the contacts of the last days, newest first
	Planned []Planned // what others are about to do
	Held    Lease     // who is on the telephone with them; zero where nobody else is
	Rules   *Rules
	// Agreement is what they said about being approached; read for first approaches alone.
	Agreement Agreement
	Hides     bool // whoever wishes may not be told of the person
}

// ReasonCode tells the reasons of a refusal apart.
type ReasonCode string

// The reasons.
const (
	HasDied       ReasonCode = "deceased"
	NoCallsAsked  ReasonCode = "no-calls"
	AskedToStop   ReasonCode = "asked-to-stop"
	MovedAway     ReasonCode = "moved-away"
	WayNotSafe    ReasonCode = "way-not-safe"
	NeverAsked    ReasonCode = "never-asked"
	MustBeNeutral ReasonCode = "must-be-neutral"
	NotThen       ReasonCode = "not-then"
	TimesInWords  ReasonCode = "times-in-words"
	AtNight       ReasonCode = "at-night"
	OnThePhone    ReasonCode = "on-the-phone"
	TooSoon       ReasonCode = "too-soon"
	NotAgreed     ReasonCode = "not-agreed"
	ListSaysNo    ReasonCode = "list-says-no"
	AskSupervisor ReasonCode = "ask-a-supervisor"
)

// Reason is why a contact is refused, in words.
type Reason struct {
	Code  ReasonCode
	Words string
	// Until is when this reason no longer holds; zero when that is not known.
	Until time.Time
}

// Verdict says whether a contact may be made.
type Verdict struct {
	Refused []Reason // none when it may be made
	// Conditions are what whoever makes it keeps to, the most important first.
	Conditions []string
	Amber      bool   // what is known of reaching them safely is old: ask again first
	Voicemail  bool   // a voicemail may be left
	SayWho     bool   // whoever answers may be told who is ringing
	CodeWord   string // asked for before anything is said; "" none
}

// Allowed reports whether the contact may be made.
func (v Verdict) Allowed() bool { return len(v.Refused) == 0 }

// For reports whether one of the reasons is code.
func (v Verdict) For(code ReasonCode) bool {
	return slices.ContainsFunc(v.Refused, func(r Reason) bool { return r.Code == code })
}

// NotBefore is when a contact that is refused now may be tried again: zero when it is
// allowed, or when no time will make it right.
func (v Verdict) NotBefore() (at time.Time) {
	for _, r := range v.Refused {
		if r.Until.IsZero() {
			return time.Time{}
		}
		if r.Until.After(at) {
			at = r.Until
		}
	}
	return at
}

// Err is nil for a contact that may be made, and otherwise a [fault.Conflict] that says
// every reason against it.
func (v Verdict) Err() error {
	if v.Allowed() {
		return nil
	}
	var words []string
	for _, r := range v.Refused {
		words = append(words, r.Words)
	}
	return fault.New(fault.Conflict, "contacts."+string(v.Refused[0].Code), strings.Join(words, " "))
}

// May judges a wish: the gate that every sender and caller goes through. What nobody said
// is safe is not.
func May(k Known, w Wish) (v Verdict) {
	if k.Hides {
		return Verdict{Refused: []Reason{askSupervisor()}}
	}
	g := &gate{Known: k, wish: w}
	g.atAll()
	g.way()
	g.wording()
	g.when()
	g.others()
	if g.Allowed() {
		g.conditions()
	}
	return g.Verdict
}

func askSupervisor() Reason {
	return Reason{Code: AskSupervisor, Words: "Not now: ask a supervisor."}
}

type gate struct {
	Known
	wish Wish
	Verdict
}

func (g *gate) refuse(code ReasonCode, words string, until time.Time) {
	g.Refused = append(g.Refused, Reason{code, words, until})
}

// atAll: there is somebody to reach, and they may be approached.
func (g *gate) atAll() {
	if !g.Reach.Deceased.IsZero() {
		g.refuse(HasDied, "They have died.", time.Time{})
	}
	if g.Reach.Asks.Of(stopOf[g.wish.Method]) {
		g.refuse(AskedToStop, "They asked us to stop: "+g.Reach.Asks.String()+".", time.Time{})
	}
	if !g.Reach.Moved.IsZero() && (g.wish.Method == Visit || g.wish.Method == Letter) {
		g.refuse(MovedAway, "They have moved away.", time.Time{})
	}
	if l, _ := g.Rules.List(g.wish.List); g.wish.Listed && !g.wish.Agreed && !l.Approachable(g.Agreement) {
		g.refuse(NotAgreed, notAgreed(g.Agreement), time.Time{})
	}
	if no := g.Reach.NoCalls; g.wish.Method == Phone && no.On(day.Of(g.Now)) {
		until := time.Time{}
		if !no.Until.IsZero() {
			until = no.Until.AddDays(1).Start()
		}
		g.refuse(NoCallsAsked, "Do not ring: "+no.String()+".", until)
	}
}

// stopOf is what somebody asked to stop by which each method is refused; by the others only
// everything is.
var stopOf = map[Method]string{Phone: people.StopCalls, Visit: people.StopVisits, Text: people.StopTexts}

// way: the method is one they said is safe. Nobody asked: they may be rung, with nothing
// said and nothing left; a visit and a letter may follow where they name no service.
func (g *gate) way() {
	way := g.wish.Method.way()
	switch {
	case way == "":
	case g.wish.Method == Text && g.Reach.FromList != "" && (!g.Reach.Asked || slices.Contains(g.Reach.Channels, way)):
		g.ofList()
	case !g.Reach.Asked && (g.wish.Method == Text || g.wish.Method == Email):
		g.refuse(NeverAsked, "Nobody has asked how it is safe to reach them. Send no "+way+".", time.Time{})
	case g.Reach.Asked && !slices.Contains(g.Reach.Channels, way) && (g.wish.Method != Visit || !g.Reach.ConfirmedAt.IsZero()):
		g.refuse(WayNotSafe, "They have not said that it is safe to "+verbs[g.wish.Method]+" them.", time.Time{})
	}
}

// ofList: a number that came on a list, and that they gave to nobody here, is texted as the
// list's owner decided, whatever they said of a number of their own.
func (g *gate) ofList() {
	l, known := g.Rules.List(g.Reach.FromList)
	switch {
	case !known:
		g.refuse(ListSaysNo, "Their number came on a list that is not in use any more. Send no text to it.", time.Time{})
	case l.Texts != NeutralTexts:
		g.refuse(ListSaysNo, "Their number came on the list “"+l.Name+"”. "+l.Owner+" has not agreed that it is texted.", time.Time{})
	case g.wish.Names && g.Reach.Asked:
		g.refuse(MustBeNeutral, "Their number came on the list “"+l.Name+"”. A text to it says nothing of the service.", time.Time{})
	}
}

var verbs = map[Method]string{Phone: "ring", Visit: "visit", Letter: "write to", Text: "text", Email: "email"}

// wording: who may see a message or answer the telephone is told only what they may know.
func (g *gate) wording() {
	if !g.wish.Names {
		return
	}
	switch {
	case !g.Reach.Asked:
		g.refuse(MustBeNeutral, "Nobody has asked how it is safe to reach them. Say nothing of the service.", time.Time{})
	case g.Reach.CodeWord != "":
		g.refuse(MustBeNeutral, "They have a code word. Say nothing of the service before they have said it.", time.Time{})
	}
}

// when: the hours that are safe for them, and those at which anybody is contacted.
func (g *gate) when() {
	if g.wish.Method != Phone && g.wish.Method != Text && g.wish.Method != Visit {
		return
	}
	hours := ReadHours(g.Reach.Times)
	switch {
	case hours.InWords != "" && g.wish.Automatic:
		g.refuse(TimesInWords, "They said when it is safe: “"+hours.InWords+"”. Only a person can judge that.", time.Time{})
	case !hours.Safe(g.Now):
		g.refuse(NotThen, "They said when it is safe: "+g.Reach.Times+".", hours.Next(g.Now))
	}
	if waking, from := g.Rules.waking(g.Now); !waking && !g.wish.Urgent {
		g.refuse(AtNight, "Nobody is contacted at this hour.", from)
	}
}

// others: who is on the telephone with them, who has just been in touch, and who is about
// to be.
func (g *gate) others() {
	if g.wish.Method == Phone && !g.Held.IsZero() {
		g.refuse(OnThePhone, g.Held.Words(), g.Held.Until)
	}
	if g.wish.Reply || g.wish.Urgent {
		return
	}
	for _, e := range g.Recent {
		free := e.At.Add(g.Rules.Gap())
		switch {
		case e.Direction != Out || !e.Outcome.reached() || !free.After(g.Now):
		case !e.ToldTo(g.Who):
			g.Refused = []Reason{askSupervisor()}
			return
		case e.Agency != g.wish.Agency:
			g.refuse(TooSoon, e.Who()+" reached them on "+dayAndTime(e.At)+". Another agency waits until "+dayAndTime(free)+".", free)
			return
		}
	}
	for _, p := range g.Planned {
		if !p.ToldTo(g.Who) && p.At.Before(g.Now.Add(g.Rules.Gap())) && p.Task != g.wish.Task {
			g.Refused = []Reason{askSupervisor()}
			return
		}
	}
}

func dayAndTime(t time.Time) string { return t.In(day.London).Format("2 January at 15:04") }

// conditions are what holds for a contact that may be made.
func (g *gate) conditions() {
	r := g.Reach
	g.Amber, g.CodeWord = r.Stale(g.Now), r.CodeWord
	g.Voicemail, g.SayWho = r.Asked && r.Voicemail, r.Asked && r.SayWho
	if g.Amber {
		g.add("Ask again first how to reach them safely: it was last said on " + day.Of(r.SaidAt).Long() + ".")
	}
	if !r.Asked {
		g.add("Nobody has asked how it is safe to reach them. Ask first.")
	}
	switch g.wish.Method {
	case Phone:
		g.onThePhone()
	case Visit:
		g.add(g.toOthers())
	case Letter, Text, Email:
		if !g.wish.Names {
			g.add("Name no service and nothing it is about.")
		}
	}
	if r.Times != "" && g.wish.Method.way() != "" && g.wish.Method != Letter && g.wish.Method != Email {
		g.add("When: " + r.Times + ".")
	}
}

func (g *gate) onThePhone() {
	r := g.Reach
	if r.HideNumber {
		g.add("Withhold your number.")
	}
	if r.CodeWord != "" {
		g.add("Ask for the code word before anything else: " + r.CodeWord + ".")
	}
	if !g.Voicemail {
		g.add("Leave no voicemail.")
	} else if !g.SayWho {
		g.add("A voicemail says nothing of who rang.")
	}
	g.add(g.toOthers())
}

// toOthers is what may be said to somebody else who answers.
func (g *gate) toOthers() string {
	switch {
	case g.Reach.Asked && g.Reach.SpeakTo != "" && g.SayWho:
		return "You may say who you are, and speak to: " + g.Reach.SpeakTo + "."
	case g.SayWho:
		return "You may say who you are. Speak to nobody else about them."
	}
	return "Say nothing of who you are or what it is about to anybody else."
}

// VisitByPlan reports whether somebody may be sent to a door by a plan that nobody weighs: staff
// were not told that a visit is unsafe, and they said neither when it is safe nor a code word.
func VisitByPlan(r people.Reach) bool {
	return r.Times == "" && r.CodeWord == "" && (r.ConfirmedAt.IsZero() || slices.Contains(r.Channels, Visit.way()))
}

// AtDoor is what whoever brings something keeps to at the door of somebody, as they said how
// they may be reached. What nobody asked is the most cautious.
func AtDoor(r people.Reach) []string {
	g := &gate{Known: Known{Reach: r}}
	g.SayWho = r.Asked && r.SayWho
	g.add(g.toOthers())
	if r.Times != "" {
		g.add("When: " + r.Times + ".")
	}
	return g.Conditions
}

func (g *gate) add(words string) { g.Conditions = append(g.Conditions, words) }
