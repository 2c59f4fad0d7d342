package evidence_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"kith/internal/kernel/day"
	"kith/internal/kernel/phone"
	"kith/internal/registers/evidence"
	"kith/internal/registers/places"
)

func amina() evidence.Person {
	born, _ := day.ParseDate("7/3/1939")
	number, _ := phone.Parse("07700 900123")
	return evidence.Person{
		GivenNames: "Amina", FamilyName: "Khan", BirthDate: born, Phone: number, NHSNumber: "9434765919",
		Address: places.Address{Line1: "12 Ash Street", Postcode: "WN2 3EB", UPRN: "100010000001"},
	}
}

func but(change func(p *evidence.Person)) evidence.Person {
	p := amina()
	change(&p)
	return p
}

func TestChances(t *testing.T) {
	other, _ := day.ParseDate("14/11/1941")
	number, _ := phone.Parse("01632 960 100")
	tests := map[string]struct {
		p           evidence.Person
		least, most int
	}{
		"the very same":     {amina(), 99, 99},
		"a name less":       {but(func(p *evidence.Person) { p.GivenNames, p.NHSNumber = "A", "" }), 99, 99},
		"married and moved": {but(func(p *evidence.Person) { p.FamilyName, p.Address, p.NHSNumber = "Malik", places.Address{}, "" }), 90, 99},
		"her husband": {but(func(p *evidence.Person) {
			p.GivenNames, p.BirthDate, p.NHSNumber = "Yusuf", other, ""
		}), 1, 1},
		"her twin is for staff to say": {but(func(p *evidence.Person) { p.GivenNames, p.NHSNumber = "Joy", "" }), 20, 80},
		"a namesake somewhere":         {evidence.Person{GivenNames: "Amina", FamilyName: "Khan"}, 1, 15},
		"another who moved": {but(func(p *evidence.Person) {
			p.Address = places.Address{Line1: "3 Elm Road", Postcode: "M46 9JH"}
			p.Phone = number
		}), 99, 99},
		"nobody":             {evidence.Person{}, 1, 1},
		"another NHS number": {but(func(p *evidence.Person) { p.NHSNumber = "9434765870"; p.Address = places.Address{}; p.Phone = "" }), 50, 90},
	}
	for name, tt := range tests {
		q := evidence.Ask(amina(), 320_000, evidence.Common{evidence.FamilyName: 1600, evidence.GivenNames: 700})
		v := q.Weigh(tt.p)
		if c := v.Percent(); c < tt.least || c > tt.most {
			t.Errorf("%s: %d of 100, want %d to %d: %+v", name, c, tt.least, tt.most, q.Parts(v))
		}
	}
}

// People are written down by other customs than the form's: whoever is one is found, and whose
// names merely sound the same is not.
func TestNamesOfManyCustoms(t *testing.T) {
	born, _ := day.ParseDate("7/3/1959")
	home := places.Address{Line1: "12 Ash Street", Postcode: "WN2 3EB"}
	for _, tt := range []struct {
		given, family, other, otherFamily string
		same                              bool
	}{
		{"Harpreet", "Kaur", "Harpreet", "Gill", true},
		{"Harpreet Kaur", "Gill", "Harpreet", "Kaur", true},
		{"Gurdeep", "Singh", "Gurdeep Singh", "Dhaliwal", true},
		{"Rahima", "Begum", "Rahima", "Khatun", true},
		{"Mohammed Imran", "Hussain", "Imran", "Hossain", true},
		{"Md", "Rahman", "Mohammad", "Rehman", true},
		{"Katarzyna", "Kowalska", "Kasia", "Kowalski", true},
		{"Łukasz", "Wiśniewski", "Lukasz", "Wisniewsky", true},
		{"Paweł", "Wójcik", "Paul", "Wojcik", true},
		{"Wei", "Zhang", "Zhang", "Wei", true},
		{"Xiaoming", "Chan", "Xiao Ming", "Chen", true},
		{"Wai Ling", "Cheung", "Wai-Ling", "Zhang", true},
		{"Harpreet", "Kaur", "Manjit", "Kaur", false},
		{"Katarzyna", "Kowalska", "Tomasz", "Kowalski", false},
		{"Wei", "Zhang", "Fang", "Chang", false},
		{"Rahima", "Begum", "Nasima", "Begum", false},
	} {
		one := evidence.Person{GivenNames: tt.given, FamilyName: tt.family, BirthDate: born, Address: home}
		other := evidence.Person{GivenNames: tt.other, FamilyName: tt.otherFamily, BirthDate: born, Address: home}
		if !tt.same { // of one household
			other.BirthDate, _ = day.ParseDate("21/11/1961")
		}
		q := evidence.Ask(one, 320_000, nil)
		if v := q.Weigh(other); (v.Percent() >= 90) != tt.same {
			t.Errorf("%s %s and %s %s: %d in 100: %+v", tt.given, tt.family, tt.other, tt.otherFamily, v.Percent(), q.Parts(v))
		}
	}
}

// A rare name in common counts for more than a common one.
func TestRareNamesCountForMore(t *testing.T) {
	p := evidence.Person{GivenNames: "Amina", FamilyName: "Khan", Address: places.Address{Postcode: "WN2 3EB"}}
	common := evidence.Ask(p, 320_000, evidence.Common{evidence.FamilyName: 9000}).Weigh(p)
	rare := evidence.Ask(p, 320_000, evidence.Common{evidence.FamilyName: 2}).Weigh(p)
	if rare.Bits <= common.Bits+1 {
		t.Errorf("a rare name counts %.2f, a common one %.2f", rare.Bits, common.Bits)
	}
}

// The parts are all there is to a verdict, whoever is compared with whom.
func TestPartsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := anybody(t), anybody(t)
		q := evidence.Ask(a, 100_000, evidence.Common{evidence.FamilyName: rapid.IntRange(0, 5000).Draw(t, "common")})
		v := q.Weigh(b)
		sum := 0.0
		for _, part := range q.Parts(v) {
			if part.What == "" || part.How == "" {
				t.Fatalf("a part without words: %+v", part)
			}
			sum += part.Bits
		}
		if math.Abs(sum-v.Bits) > 1e-6 {
			t.Fatalf("parts add up to %f, the verdict is %f", sum, v.Bits)
		}
	})
}

func anybody(t *rapid.T) evidence.Person {
	born, _ := day.ParseDate(rapid.SampledFrom([]string{"", "7/3/1939", "3/7/1939", "1/1/1939", "7/3/1940", "9/9/1980"}).Draw(t, "born"))
	number, _ := phone.Parse(rapid.SampledFrom([]string{"", "07700 900123", "07700 900124", "01632 960100"}).Draw(t, "phone"))
	pick := func(name string, of ...string) string { return rapid.SampledFrom(of).Draw(t, name) }
	p := evidence.Person{BirthDate: born, Phone: number}
	p.GivenNames = pick("given", "", "Amina", "A", "Ami", "Yusuf", "Khan", "Bill", "William", "Ōm")
	p.FamilyName = pick("family", "", "Khan", "Kahn", "Smith-Khan", "Malik", "Amina")
	p.Address.Line1 = pick("line", "", "12 Ash Street", "12 Ash St", "14 Ash Street", "3 Elm Road")
	p.Address.Postcode = pick("postcode", "", "WN2 3EB", "WN2 3EC", "WN2", "M46 9JH")
	p.Address.UPRN = pick("uprn", "", "100010000001", "100010000002")
	return p
}
