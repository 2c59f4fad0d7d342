package intakeweb

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
	"kith/internal/plat/words"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
)

// offers makes a form an offer of help. Whoever is on the register already is told what
// everybody is told: the form tells nobody who is registered. Their team hears of it.
func (p *offerPages) offers(ctx context.Context, d draft) (intake.Receipt, error) {
	b, err := p.blueprints.At(ctx, d.Blueprint)
	if err != nil {
		return intake.Receipt{}, err
	}
	a := application(d.Answers, volunteering.Of(b))
	a.Key, a.Speaks = d.Key, spoken(ctx)
	_, err = p.bureau.Apply(ctx, a)
	if fault.CodeOf(err) != "volunteers.already" && err != nil {
		return intake.Receipt{}, err
	}
	routing, err := p.places.Route(ctx, a.Home.Postcode)
	return intake.Receipt{Neighbourhood: routing.Neighbourhood}, err
}

// spoken is the code of the language of a page; "" is English.
func spoken(ctx context.Context) string {
	if l := words.From(ctx); !l.IsEnglish() && !l.Pseudo() {
		return l.Code
	}
	return ""
}

// application is what was said on the form, as the bureau takes it.
func application(said answers.Answers, rules *volunteering.Rules) (a volunteers.Application) {
	a.GivenNames, a.FamilyName = said.First(answers.AskFirstName), said.First(answers.AskLastName)
	a.BornOn, _ = day.ParseDate(said.First(answers.AskBirthDate))
	a.Phone, _ = phone.Parse(said.First(answers.AskPhone))
	a.Email = said.First(answers.AskEmail)
	a.Home.Line1, a.Home.Town = lines(said[answers.AskAddress])
	a.Home.Postcode = said.First(answers.AskPostcode)
	a.Activities = said[askActivities]
	a.Gives = gives(said)
	a.Own.Shields, a.Own.Health = said.First(askShields) == yes, said.First(askHealth)
	a.Own.EmergencyName = said.First(askEmergencyName)
	a.Own.EmergencyPhone, _ = phone.Parse(said.First(askEmergencyPhone))
	if said.First(askPrinciples) == yes {
		a.Agreed = rules.Principles.Version
	}
	return a
}

// lines are the street, and what else was written below it.
func lines(address []string) (street, rest string) {
	if len(address) == 0 {
		return "", ""
	}
	return address[0], strings.Join(address[1:], ", ")
}

func gives(said answers.Answers) volunteers.Gives {
	g := volunteers.Gives{
		Skills: said[askSkills], Languages: slices.Clone(said[askLanguages]), Vehicle: volunteering.Vehicle(said.First(askVehicle)),
		Reach: number(said.First(askReach)), PerWeek: number(said.First(askPerWeek)), PerMonth: number(said.First(askPerMonth)),
		RatherNot: said.First(askRatherNot), Free: week(said),
	}
	if g.Vehicle.Drives() {
		g.Licence, g.Insured = said.First(askLicence) == yes, said.First(askInsured) == yes
	}
	for other := range strings.FieldsFuncSeq(said.First(askOtherLanguages), func(r rune) bool { return strings.ContainsRune(",;،፣", r) }) {
		if other = strings.TrimSpace(other); other != "" && !slices.Contains(g.Languages, other) {
			g.Languages = append(g.Languages, other)
		}
	}
	return g
}

func number(text string) int64 {
	n, _ := strconv.ParseInt(text, 10, 64)
	return n
}

// week is when somebody can. At any time is no time in particular.
func week(said answers.Answers) (free volunteers.Week) {
	if said.First(askAnyTime) == yes {
		return 0
	}
	for i, id := range weekdays {
		for j, part := range dayParts {
			if said.Has(askFree, id+"-"+part) {
				free = free.With(volunteers.Weekdays()[i], volunteers.Parts()[j])
			}
		}
	}
	return free
}

// notDriving reports whether somebody has a car or a van that they may not drive for us yet.
func notDriving(said answers.Answers) bool {
	g := gives(said)
	return g.Vehicle.Drives() && (!g.Licence || !g.Insured)
}
