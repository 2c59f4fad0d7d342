package contacts

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/registers/people"
)

var noon = at(0, 12, 0)

var supervisor = access.Principal{Account: "sup", Grants: []access.Grant{{Role: access.Manager}}}

// asked is somebody who said of everything that it is safe.
func asked(change func(*people.Reach)) Known {
	k := Known{Now: noon, Rules: &Rules{}, Reach: people.Reach{
		SafeContact: people.SafeContact{
			Asked: true, Channels: []string{"call", "text", "email", "letter", "visit"}, Texts: true, Voicemail: true, SayWho: true, ConfirmedAt: noon.Add(-time.Hour),
		},
		SaidAt: noon.Add(-time.Hour),
	}}
	if change != nil {
		change(&k.Reach)
	}
	return k
}

func byAgency(agency string, ago time.Duration, o Outcome) Event {
	return Event{Direction: Out, Method: Phone, At: noon.Add(-ago), Outcome: o, Agency: agency, AgencyName: agency}
}

func TestMay(t *testing.T) {
	unknown := func() Known { return Known{Now: noon, Rules: &Rules{}} }
	with := func(events ...Event) Known { k := asked(nil); k.Recent = events; return k }
	in := func(k Known, change func(*Known)) Known { change(&k); return k }
	safely := func(change func(*people.Reach)) Known { return asked(change) }
	listed := func(k Known, texts ListTexts) Known {
		k.Reach.FromList, k.Rules = "shielded", &Rules{Lists: []List{{ID: "shielded", Name: "Shielded patients", Owner: "The NHS", Texts: texts}}}
		return k
	}
	for name, c := range map[string]struct {
		known Known
		wish  Wish
		want  []ReasonCode
	}{
		"a list's number, nothing decided":       {listed(unknown(), ""), Wish{Method: Text}, []ReasonCode{ListSaysNo}},
		"a list's number, its owner said no":     {listed(unknown(), NoTexts), Wish{Method: Text}, []ReasonCode{ListSaysNo}},
		"a list's number, neutral words":         {listed(unknown(), NeutralTexts), Wish{Method: Text}, nil},
		"a list's number, words that name us":    {listed(unknown(), NeutralTexts), Wish{Method: Text, Names: true}, []ReasonCode{MustBeNeutral}},
		"a list's number may be rung":            {listed(unknown(), NoTexts), Wish{Method: Phone}, nil},
		"a list's number, asked of another":      {listed(asked(nil), NoTexts), Wish{Method: Text}, []ReasonCode{ListSaysNo}},
		"a list's number, asked, naming us":      {listed(asked(nil), NeutralTexts), Wish{Method: Text, Names: true}, []ReasonCode{MustBeNeutral}},
		"a list's number, texts are not safe":    {listed(safely(func(r *people.Reach) { r.Channels = []string{"call"} }), NeutralTexts), Wish{Method: Text}, []ReasonCode{WayNotSafe}},
		"a list's number at night":               {in(listed(unknown(), NeutralTexts), func(k *Known) { k.Now = at(0, 22, 0) }), Wish{Method: Text}, []ReasonCode{AtNight}},
		"a list that is gone from the blueprint": {in(listed(unknown(), NeutralTexts), func(k *Known) { k.Rules = &Rules{} }), Wish{Method: Text}, []ReasonCode{ListSaysNo}},
		"a list's number does not open the mail": {listed(unknown(), NeutralTexts), Wish{Method: Email}, []ReasonCode{NeverAsked}},
		"asked, all is safe":                     {asked(nil), Wish{Method: Phone}, nil},
		"unknown may be rung":                    {unknown(), Wish{Method: Phone}, nil},
		"unknown gets no text":                   {unknown(), Wish{Method: Text}, []ReasonCode{NeverAsked}},
		"unknown gets no email":                  {unknown(), Wish{Method: Email}, []ReasonCode{NeverAsked}},
		"unknown gets a neutral letter":          {unknown(), Wish{Method: Letter}, nil},
		"unknown gets no letter naming us":       {unknown(), Wish{Method: Letter, Names: true}, []ReasonCode{MustBeNeutral}},
		"unknown may be visited":                 {unknown(), Wish{Method: Visit}, nil},
		"a way they did not name":                {safely(func(r *people.Reach) { r.Channels = []string{"letter"} }), Wish{Method: Phone}, []ReasonCode{WayNotSafe}},
		"the public form does not ask of visits": {safely(func(r *people.Reach) { r.Channels, r.ConfirmedAt = []string{"call"}, time.Time{} }), Wish{Method: Visit}, nil},
		"staff asked of visits":                  {safely(func(r *people.Reach) { r.Channels = []string{"call"} }), Wish{Method: Visit}, []ReasonCode{WayNotSafe}},
		"a code word keeps the name out":         {safely(func(r *people.Reach) { r.CodeWord = "plum" }), Wish{Method: Text, Names: true}, []ReasonCode{MustBeNeutral}},
		"a code word lets neutral words through": {safely(func(r *people.Reach) { r.CodeWord = "plum" }), Wish{Method: Text}, nil},
		"they want no calls":                     {safely(func(r *people.Reach) { r.Asks = people.StopAsked{What: []string{people.StopCalls}} }), Wish{Method: Phone}, []ReasonCode{AskedToStop}},
		"they want no calls, and get texts":      {safely(func(r *people.Reach) { r.Asks = people.StopAsked{What: []string{people.StopCalls}} }), Wish{Method: Text}, nil},
		"they want nothing at all":               {safely(func(r *people.Reach) { r.Asks = people.StopAsked{What: []string{people.StopEverything}} }), Wish{Method: Letter}, []ReasonCode{AskedToStop}},
		"they have moved away":                   {safely(func(r *people.Reach) { r.Moved.SaidBy = "their son" }), Wish{Method: Visit}, []ReasonCode{MovedAway}},
		"they have moved away, and may be rung":  {safely(func(r *people.Reach) { r.Moved.SaidBy = "their son" }), Wish{Method: Phone}, nil},
		"dead":                                   {safely(func(r *people.Reach) { r.Deceased.SaidBy = "their son" }), Wish{Method: Letter}, []ReasonCode{HasDied}},
		"no calls":                               {safely(func(r *people.Reach) { r.NoCalls.Reason = "asked us" }), Wish{Method: Phone}, []ReasonCode{NoCallsAsked}},
		"no calls, but a letter":                 {safely(func(r *people.Reach) { r.NoCalls.Reason = "asked us" }), Wish{Method: Letter}, nil},
		"no calls until yesterday":               {safely(func(r *people.Reach) { r.NoCalls = people.NoCalls{Reason: "away", Until: day.Of(noon).AddDays(-1)} }), Wish{Method: Phone}, nil},
		"outside their hours":                    {safely(func(r *people.Reach) { r.Times = "after 6pm" }), Wish{Method: Phone}, []ReasonCode{NotThen}},
		"a letter has no hour":                   {safely(func(r *people.Reach) { r.Times = "after 6pm" }), Wish{Method: Letter}, nil},
		"hours in words, a person rings":         {safely(func(r *people.Reach) { r.Times = "when he is out" }), Wish{Method: Phone}, nil},
		"hours in words, a program texts":        {safely(func(r *people.Reach) { r.Times = "when he is out" }), Wish{Method: Text, Automatic: true}, []ReasonCode{TimesInWords}},
		"at night":                               {in(asked(nil), func(k *Known) { k.Now = at(0, 22, 0) }), Wish{Method: Text}, []ReasonCode{AtNight}},
		"at night, urgent":                       {in(asked(nil), func(k *Known) { k.Now = at(0, 22, 0) }), Wish{Method: Phone, Urgent: true}, nil},
		"listed, not agreed":                     {asked(nil), Wish{Method: Phone, Listed: true}, []ReasonCode{NotAgreed}},
		"listed, their owner lets them be rung":  {in(asked(nil), letsRing), Wish{Method: Phone, Listed: true, List: "shielded"}, nil},
		"another list":                           {in(asked(nil), letsRing), Wish{Method: Phone, Listed: true, List: "other"}, []ReasonCode{NotAgreed}},
		"it lets them be rung, and they said no": {in(asked(nil), func(k *Known) { letsRing(k); k.Agreement.At = noon }), Wish{Method: Phone, Listed: true, List: "shielded"}, []ReasonCode{NotAgreed}},
		"listed and agreed":                      {asked(nil), Wish{Method: Phone, Listed: true, Agreed: true}, nil},
		"another agency reached them":            {with(byAgency("gp", time.Hour, Spoken)), Wish{Method: Phone}, []ReasonCode{TooSoon}},
		"another agency, long enough ago":        {with(byAgency("gp", 24*time.Hour, Spoken)), Wish{Method: Phone}, nil},
		"another agency got no answer":           {with(byAgency("gp", time.Hour, NoAnswer)), Wish{Method: Phone}, nil},
		"we reached them":                        {with(byAgency("", time.Hour, Spoken)), Wish{Method: Phone}, nil},
		"we reached them, another agency waits":  {with(byAgency("", time.Hour, Spoken)), Wish{Method: Phone, Agency: "gp"}, []ReasonCode{TooSoon}},
		"they rang another agency":               {with(Event{Direction: In, At: noon, Outcome: Spoken, Agency: "gp"}), Wish{Method: Phone}, nil},
		"an answer does not wait":                {with(byAgency("gp", time.Hour, Spoken)), Wish{Method: Text, Reply: true}, nil},
		"what is urgent does not wait":           {with(byAgency("gp", time.Hour, Spoken)), Wish{Method: Phone, Urgent: true}, nil},
		"a restricted service":                   {with(Event{Direction: Out, At: noon.Add(-time.Hour), Outcome: Spoken, Agency: "idva", AgencyName: "IDVA", Restricted: true}), Wish{Method: Phone}, []ReasonCode{AskSupervisor}},
		"a restricted service, to a supervisor":  {in(with(Event{Direction: Out, At: noon.Add(-time.Hour), Outcome: Spoken, Agency: "idva", Restricted: true}), func(k *Known) { k.Who = supervisor }), Wish{Method: Phone}, []ReasonCode{TooSoon}},
		"a restricted service is about to":       {in(asked(nil), func(k *Known) { k.Planned = []Planned{{At: noon.Add(time.Hour), Restricted: true, Task: "t"}} }), Wish{Method: Phone}, []ReasonCode{AskSupervisor}},
		"whoever makes it is not kept from it":   {in(asked(nil), func(k *Known) { k.Planned = []Planned{{At: noon.Add(time.Hour), Restricted: true, Task: "t"}} }), Wish{Method: Phone, Task: "t"}, nil},
		"somebody is on the phone with them":     {in(asked(nil), func(k *Known) { k.Held = Lease{ID: "l", AgentName: "Sam", Since: noon, Until: noon.Add(time.Minute)} }), Wish{Method: Phone}, []ReasonCode{OnThePhone}},
		"somebody the caller may not know of":    {in(asked(nil), func(k *Known) { k.Hides = true }), Wish{Method: Phone}, []ReasonCode{AskSupervisor}},
		"two reasons at once":                    {safely(func(r *people.Reach) { r.Channels, r.Times = nil, "after 6pm" }), Wish{Method: Phone}, []ReasonCode{WayNotSafe, NotThen}},
	} {
		t.Run(name, func(t *testing.T) {
			v := May(c.known, c.wish)
			var got []ReasonCode
			for _, r := range v.Refused {
				got = append(got, r.Code)
				if r.Words == "" {
					t.Errorf("%s is refused without a word", r.Code)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("refused for %v, want %v", got, c.want)
			}
			if err := v.Err(); v.Allowed() != (err == nil) || err != nil && fault.KindOf(err) != fault.Conflict {
				t.Errorf("allowed %t, error %v", v.Allowed(), err)
			}
		})
	}
}

// A restricted service's contact says nothing but to ask: not who, when, nor until when.
func TestARestrictedServiceIsNotNamed(t *testing.T) {
	k := asked(func(r *people.Reach) { r.Times = "after 6pm" })
	k.Recent = []Event{{Direction: Out, At: noon.Add(-time.Hour), Outcome: Spoken, Agency: "idva", AgencyName: "IDVA", Restricted: true}}
	sh := k.shield(Wish{Method: Phone})
	if len(sh.Refused) != 1 || sh.Refused[0].Words != "Not now: ask a supervisor." || !sh.NotBefore().IsZero() || len(sh.Conditions)+len(sh.Recent) > 0 {
		t.Errorf("told %+v", sh)
	}
	k.Who = supervisor
	if sh := k.shield(Wish{Method: Phone}); len(sh.Recent) != 1 || sh.For(AskSupervisor) {
		t.Errorf("a supervisor is told %+v", sh)
	}
}

func TestConditions(t *testing.T) {
	k := asked(func(r *people.Reach) {
		r.SayWho, r.CodeWord, r.HideNumber, r.SpeakTo = false, "plum", true, "her sister"
		r.SaidAt = noon.Add(-31 * 24 * time.Hour)
	})
	v := May(k, Wish{Method: Phone})
	all := strings.Join(v.Conditions, "\n")
	for _, want := range []string{"Ask again first", "Withhold your number", "plum", "A voicemail says nothing", "Say nothing of who you are"} {
		if !strings.Contains(all, want) {
			t.Errorf("the conditions do not say %q:\n%s", want, all)
		}
	}
	if !v.Amber || v.CodeWord != "plum" || !v.Voicemail || v.SayWho {
		t.Errorf("judged as %+v", v)
	}
	if v := May(Known{Now: noon}, Wish{Method: Phone}); v.Voicemail || v.SayWho || !strings.Contains(strings.Join(v.Conditions, " "), "Leave no voicemail") {
		t.Errorf("of somebody nobody asked: %+v", v)
	}
}

// What somebody did not say is safe never becomes safe by what else is known of them.
func TestNothingMakesAnUnsafeWaySafe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ways := []string{"call", "text", "email", "letter", "visit"}
		said := rapid.SliceOfDistinct(rapid.SampledFrom(ways), func(s string) string { return s }).Draw(t, "said")
		k := asked(func(r *people.Reach) {
			r.Channels = said
			r.CodeWord = rapid.SampledFrom([]string{"", "plum"}).Draw(t, "word")
			r.Times = rapid.SampledFrom([]string{"", "after 6pm", "when he is out", "mornings"}).Draw(t, "times")
		})
		k.Now = at(rapid.IntRange(0, 6).Draw(t, "day"), rapid.IntRange(0, 23).Draw(t, "hour"), 0)
		w := Wish{
			Method: rapid.SampledFrom([]Method{Phone, Text, Email, Letter, Visit}).Draw(t, "method"), Names: rapid.Bool().Draw(t, "names"),
			Automatic: rapid.Bool().Draw(t, "automatic"), Reply: rapid.Bool().Draw(t, "reply"), Urgent: rapid.Bool().Draw(t, "urgent"),
		}
		v := May(k, w)
		if v.Allowed() && !slices.Contains(said, w.Method.way()) {
			t.Fatalf("%s is allowed though they said %v", w.Method, said)
		}
		if v.Allowed() && w.Names && k.Reach.CodeWord != "" {
			t.Fatal("the service is named though there is a code word")
		}
		if free := v.NotBefore(); !v.Allowed() && !free.IsZero() {
			k.Now = free
			if again := May(k, w); !again.Allowed() && again.NotBefore().Equal(free) {
				t.Fatalf("refused again at the time it was to be allowed: %+v", again.Refused)
			}
		}
	})
}

// letsRing is a list whose people may be rung unless they said no.
func letsRing(k *Known) {
	k.Rules = &Rules{Lists: []List{{ID: "shielded", Rung: Unless}, {ID: "other"}}}
}
