package town

import "strings"

// Ask is an invented request for help: what is needed, through which channel, in the
// asker's own words, and what the form would have been told.
type Ask struct {
	Number      int
	Categories  []string // need category ids of the blueprint
	Channel     string   // "web", "phone", "partner" or "walk-in"
	OwnWords    string
	Relation    string // who asks for them; empty when they ask for themselves
	FoodToday   bool   // there is no food in the house today
	CanPay      bool
	Shielded    bool
	AloneAtHome bool
	NoPostcode  bool // they do not know it: a coordinator has to find the hub
}

// Asks gives the n-th request of the borough, in the proportions of the first months of
// 2020: calls outnumber forms five to one, food leads, then a friendly call.
func Asks(seed uint64, n int) Ask {
	d := roll(seed, streamRequest, uint64(n))
	first := pickWeighted(d, wants)
	a := Ask{Number: n, Categories: []string{first.category}, Channel: pickWeighted(d, channels)}
	words := []string{pick(d, first.words)}
	if d.chance(0.22) {
		if second := pickWeighted(d, wants); second.category != first.category {
			a.Categories = append(a.Categories, second.category)
			words = append(words, pick(d, second.words))
		}
	}
	a.OwnWords = strings.Join(words, " ")
	if d.chance(0.18) {
		a.Relation = pick(d, []string{"daughter", "son", "neighbour", "friend", "support worker"})
	}
	a.FoodToday, a.CanPay = d.chance(0.15), d.chance(0.6)
	a.Shielded, a.AloneAtHome = d.chance(0.3), d.chance(0.4)
	a.NoPostcode = d.chance(0.02)
	return a
}

var channels = []weighted[string]{{75, "phone"}, {14, "web"}, {7, "partner"}, {4, "walk-in"}}

type want struct {
	category string
	words    []string
}

// wants are need categories with how often each was asked for.
var wants = []weighted[want]{
	{34, want{"food", []string{
		"I am isolating and there is nothing left in the cupboard.",
		"My shopping delivery was cancelled and I cannot go out.",
		"The money has run out until Friday and we have two little ones.",
		"I had the letter and cannot get a slot with any supermarket.",
		"She is 84, on the third floor, and cannot carry shopping up.",
	}}},
	{14, want{"medicines", []string{
		"My tablets are ready at the chemist and I am not to go out.",
		"Prescription needs picking up for my mother.",
		"I run out of my inhaler on Thursday.",
	}}},
	{16, want{"comfort-call", []string{
		"I have not spoken to anybody for a week.",
		"Since my husband died the days are very long.",
		"It would be nice if someone rang now and then.",
	}}},
	{9, want{"welfare-check", []string{
		"Curtains have been shut for two days, and he is not answering.",
		"We have rung three times with no answer.",
	}}},
	{7, want{"shopping", []string{
		"I can pay, I just need somebody to fetch it.",
		"Could someone get milk, bread and cat food for me?",
	}}},
	{5, want{"benefits-debt", []string{
		"My hours stopped and I have not had any payment yet.",
		"There are letters about the rent I do not understand.",
	}}},
	{4, want{"mental-wellbeing", []string{
		"I am not sleeping and I feel I cannot cope.",
	}}},
	{3, want{"pets", []string{"I have a dog and nobody to walk him."}}},
	{2, want{"ppe", []string{"We care for my dad at home and have run out of gloves."}}},
	{2, want{"transport", []string{"I need to get to the hospital on Tuesday."}}},
	{2, want{"digital-help", []string{"I have a tablet but do not know how to see the family on it."}}},
	{1, want{"housing", []string{"The landlord says we have to be out this month."}}},
	{1, want{"self-isolation", []string{"We tested positive and cannot leave the house for ten days."}}},
}

// Words are what somebody says who asks for a kind of help: the n-th of what is said of it.
func Words(category string, n int) string {
	for _, w := range wants {
		if w.value.category == category {
			return w.value.words[n%len(w.value.words)]
		}
	}
	return "I do not know whom else to ask."
}

// Helper is an invented volunteer.
type Helper struct {
	Number        int
	Resident      Resident
	Line1         string
	Home          Home
	Neighbourhood string
	Activities    []string
	Drives        bool
	Language      string // beside English; "" for most
	Insured       bool   // who drives has told their insurer
}

// Helpers gives the n-th volunteer of the borough.
func (b Borough) Helper(n int) Helper {
	d := roll(b.Seed, streamVolunteer, uint64(n))
	from := pickWeighted(d, origins)
	r := b.resident(d, from, pick(d, from.surnames), d.between(18, 74), landline(d))
	if r.Phone == "" {
		r.Phone = mobile(d)
	}
	h := Helper{Number: n, Resident: r, Home: pick(d, b.Homes), Drives: d.chance(0.55)}
	h.Neighbourhood = h.Home.Neighbourhood
	for _, a := range []string{"food", "shopping", "medicines", "comfort-call", "pets", "transport"} {
		if d.chance(0.45) && (a != "transport" || h.Drives) {
			h.Activities = append(h.Activities, a)
		}
	}
	if len(h.Activities) == 0 {
		h.Activities = []string{"comfort-call"}
	}
	h.Line1, h.Insured = street(d), h.Drives && d.chance(0.8)
	if d.chance(0.12) {
		h.Language = pick(d, []string{"Polish", "Urdu", "Romanian", "Arabic", "Portuguese"})
	}
	if d.chance(0.1) {
		h.Activities = append(h.Activities, "befriending")
	}
	return h
}
