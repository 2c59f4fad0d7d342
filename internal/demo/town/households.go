package town

import (
	"fmt"
	"iter"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/kernel/phone"
)

// Resident is one invented person.
type Resident struct {
	GivenNames  string
	FamilyName  string
	BirthDate   day.Date
	Phone       phone.Number // empty where nobody wrote one down
	Email       string       // empty for most
	Language    string       // empty means English
	Interpreter bool
}

// Household is the people at one address.
type Household struct {
	Number    int // from 0, in the order they are made
	Line1     string
	Home      Home
	Residents []Resident
}

// Borough says how to make one up.
type Borough struct {
	Seed  uint64
	Today day.Date // ages are worked out from it
	Homes []Home
}

// Households yields invented households without end, always the same for a seed; the
// caller stops when it has enough people.
func (b Borough) Households() iter.Seq[Household] {
	return func(yield func(Household) bool) {
		for n := 0; ; n++ {
			if !yield(b.Household(n)) {
				return
			}
		}
	}
}

// People yields residents one by one with the household they live in, up to limit.
func (b Borough) People(limit int) iter.Seq2[Household, Resident] {
	return func(yield func(Household, Resident) bool) {
		left := limit
		for h := range b.Households() {
			for _, r := range h.Residents {
				if left == 0 || !yield(h, r) {
					return
				}
				left--
			}
			if left == 0 {
				return
			}
		}
	}
}

// Household is the n-th of them.
func (b Borough) Household(n int) Household {
	d := roll(b.Seed, streamHousehold, uint64(n))
	from := pickWeighted(d, origins)
	family := pick(d, from.surnames)
	h := Household{Number: n, Line1: street(d), Home: pick(d, b.Homes)}
	shared := landline(d)
	for _, age := range pickWeighted(d, shapes)(d) {
		h.Residents = append(h.Residents, b.resident(d, from, family, age, shared))
	}
	return h
}

func (b Borough) resident(d dice, from *origin, family string, age int, shared phone.Number) Resident {
	given := from.women
	if d.chance(0.49) {
		given = from.men
	}
	r := Resident{GivenNames: pick(d, given), FamilyName: family, BirthDate: born(d, b.Today, age)}
	if age >= 16 {
		r.Phone = telephone(d, age, shared)
		r.Email = mail(d, r, age)
		r.Language = from.language
		r.Interpreter = from.language != "" && d.chance(from.translate)
	}
	return r
}

// telephone: older people answer the landline, the young only a mobile.
func telephone(d dice, age int, shared phone.Number) phone.Number {
	switch {
	case d.chance(0.06):
		return ""
	case age >= 70 && d.chance(0.6), age >= 45 && d.chance(0.2):
		return shared
	}
	return mobile(d)
}

func mail(d dice, r Resident, age int) string {
	if d.chance(0.25 + float64(age)/130) {
		return ""
	}
	plain := func(s string) string {
		return strings.Map(func(c rune) rune {
			if c >= 'a' && c <= 'z' {
				return c
			}
			return -1
		}, strings.ToLower(s))
	}
	return fmt.Sprintf("%s.%s%d@example.org", plain(r.GivenNames), plain(r.FamilyName), d.between(1, 999))
}

func born(d dice, today day.Date, age int) day.Date {
	return today.AddDays(-age*365 - age/4 - d.IntN(364))
}

// shapes are the kinds of home, with how common each is: a third of homes hold one person,
// and half of those are over 65.
var shapes = []weighted[func(dice) []int]{
	{16, func(d dice) []int { return []int{d.between(66, 97)} }},
	{16, func(d dice) []int { return []int{d.between(19, 65)} }},
	{12, func(d dice) []int { a := d.between(62, 90); return []int{a, a - d.between(-4, 6)} }},
	{18, func(d dice) []int { a := d.between(22, 61); return []int{a, a + d.between(-5, 5)} }},
	{24, func(d dice) []int { return withChildren(d, 2) }},
	{9, func(d dice) []int { return withChildren(d, 1) }},
	{5, func(d dice) []int { a := d.between(45, 65); return []int{a, a + d.between(22, 32), d.between(18, 25)} }},
}

func withChildren(d dice, adults int) []int {
	parent := d.between(22, 50)
	ages := []int{parent}
	if adults == 2 {
		ages = append(ages, parent+d.between(-4, 6))
	}
	for range d.between(1, 3) {
		ages = append(ages, d.between(0, min(17, parent-17)))
	}
	return ages
}

var streetNames = []string{
	"Mill", "Chapel", "Station", "Victoria", "Albert", "Canal", "Colliery", "Market",
	"Church", "Park", "Queen", "King", "Poplar", "Hawthorn", "Beech", "Lilac", "Warrington",
	"Bolton", "Manchester", "Leigh", "Smithy", "School", "Railway", "Pit", "Orchard", "Moss",
}

var streetKinds = []string{"Street", "Road", "Avenue", "Close", "Lane", "Grove", "Terrace", "Drive"}

func street(d dice) string {
	line := fmt.Sprintf("%d %s %s", d.between(1, 180), pick(d, streetNames), pick(d, streetKinds))
	if d.chance(0.12) {
		return fmt.Sprintf("Flat %d, %s", d.between(1, 24), line)
	}
	return line
}
