package evidence

import (
	"bytes"
	_ "embed"

	"kith/algo/linkage"
	"kith/internal/kernel/day"
	"kith/internal/kernel/nhsnumber"
	"kith/internal/kernel/phone"
	"kith/internal/registers/places"
)

// Version names the model that everything here is weighed by.
const Version = "uk-person-1"

//go:embed uk-person-1.json
var file []byte

// judge weighs by the model of the file.
var judge = func() *linkage.Judge {
	m, err := linkage.ReadModel(bytes.NewReader(file))
	if err != nil {
		panic(err) // the file is part of the program, and read by its tests
	}
	j, err := linkage.NewJudge(m)
	if err != nil {
		panic(err)
	}
	return j
}()

// Person is what is known of somebody. Everything may be missing.
type Person struct {
	NHSNumber  nhsnumber.Number
	GivenNames string
	FamilyName string
	BirthDate  day.Date
	Phone      phone.Number
	Address    places.Address
}

// values are the columns of the model.
func (p Person) values() []string {
	a := p.Address
	return []string{
		p.NHSNumber.String(), p.GivenNames, p.FamilyName, p.BirthDate.String(), a.Line1, a.Postcode, a.UPRN, p.Phone.String(),
	}
}

// Thing is what a part of the evidence is about.
type Thing int

// The things that are compared, in the order of the model's columns.
const (
	NHSNumber Thing = iota
	GivenNames
	FamilyName
	BirthDate
	Address
	Postcode
	Property
	Phone
)

// Common tells how many people of the register have what the one asked for has of a thing; 0
// where nobody counted.
type Common map[Thing]int

// fewest is the size below which a register is taken for one of as many: among a handful of
// people nothing is rare.
const fewest = 5000

// Question is one person, of whom others may be records.
type Question struct{ asked *linkage.Question }

// Ask asks who somebody is, among so many records. It belongs to one goroutine.
func Ask(p Person, among int, common Common) *Question {
	n := float64(max(among, fewest))
	share := func(column int) float64 { return float64(common[Thing(column)]) / n }
	odds := linkage.Odds{Match: known / n, Household: housemates / n}
	return &Question{judge.Ask(odds, share, p.values()...)}
}

const (
	// known is how likely somebody is to be in the register already, once a record shares
	// something telling with them.
	known = 0.5
	// housemates is how many records of a register are of somebody's household.
	housemates = 1.5
)

// Verdict is how likely a record is to be of the person asked for.
type Verdict struct {
	Bits float64 // the odds that it is, as a logarithm to base 2
	link linkage.Link
}

// Weigh judges a record of somebody.
func (q *Question) Weigh(p Person) Verdict {
	link := q.asked.Weigh(p.values()...)
	return Verdict{link.Weight, link}
}

// Parts are what a verdict of this question is made of; they add up to its bits.
func (q *Question) Parts(v Verdict) (all []Part) {
	for _, c := range q.asked.Explain(v.link) {
		if part, tells := partOf(c); tells {
			all = append(all, part)
		}
	}
	return all
}

// Percent is how many in a hundred such pairs are one person: from 1 to 99, for nothing is
// certain.
func (v Verdict) Percent() int {
	return min(max(int(linkage.Probability(v.Bits)*100+0.5), 1), 99)
}
