package linkagetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// Borough is its residents, a list of some of them, and for each row of the list which
// resident it is; -1 for somebody else.
type Borough struct {
	Residents, List []Person
	Truth           []int
}

// Make makes a borough of so many residents, and a list of so many rows, of which one in five
// is of nobody in the borough. Residents live alone to four together, four in five of a
// household with one surname; one in a hundred in a care home of forty.
func Make(seed uint64, residents, list int) *Borough {
	r := people{rand.New(rand.NewPCG(seed, 1))}
	b := &Borough{}
	for home := 0; len(b.Residents) < residents; home++ {
		size := 1 + r.IntN(4)
		if r.IntN(1600) == 0 {
			size = 40
		}
		b.household(r, home, min(size, residents-len(b.Residents)))
	}
	chosen := r.Perm(residents)
	for i := range list {
		if i%5 == 4 {
			b.List, b.Truth = append(b.List, stranger(r, residents)), append(b.Truth, -1)
			continue
		}
		who := chosen[i%residents]
		b.List, b.Truth = append(b.List, elsewhere(r, b.Residents[who], residents)), append(b.Truth, who)
	}
	return b
}

// Everybody is the residents and behind them the list, as one list in which some are twice.
func (b *Borough) Everybody() []Person { return append(slices.Clone(b.Residents), b.List...) }

// household adds the people of one dwelling.
func (b *Borough) household(r people, home, size int) {
	last, year, phone := r.last(), 1925+r.IntN(75), r.phone()
	address, postcode, uprn := place(home)
	for i := range size {
		p := Person{First: r.first(), Last: last, Address: address, Postcode: postcode, UPRN: uprn, home: home}
		switch {
		case size > 4:
			p.Last, p.Born = r.last(), r.born(1925+r.IntN(25))
		case i < 2:
			p.Born = r.born(year + r.IntN(5))
		default:
			p.Born = r.born(min(year+22+r.IntN(14), 2019))
		}
		if r.IntN(5) == 0 {
			p.Last = r.last()
		}
		if p.Phone = phone; r.IntN(2) == 0 {
			p.Phone = r.phone()
		}
		b.Residents = append(b.Residents, p)
	}
}

// stranger is somebody who is on the list and not among the residents, with a name and often
// an address like theirs.
func stranger(r people, residents int) Person {
	p := Person{NHS: r.nhs(), First: r.first(), Last: r.last(), Born: r.born(1925 + r.IntN(90)), Phone: r.phone()}
	p.Address, p.Postcode, p.UPRN = place(r.IntN(residents * 2 / 5))
	return elsewhere(r, p, residents)
}

// elsewhere is how another organisation has a person.
func elsewhere(r people, p Person, residents int) Person {
	p.NHS = r.nhs()
	often := func(percent int) bool { return r.IntN(100) < percent }
	if often(12) {
		p.Address, p.Postcode, p.UPRN = place(r.IntN(residents * 2 / 5))
	}
	if often(50) {
		p.UPRN = ""
	}
	if often(40) {
		p.Phone = ""
	} else if often(30) {
		p.Phone = r.phone()
	}
	p.First = r.slips(r.short(p.First, often(10)), 6)
	p.Last = r.slips(p.Last, 6)
	if often(3) {
		p.Last = r.last()
	}
	if often(1) {
		p.First, p.Last = p.Last, p.First
	}
	p.Address = r.slips(p.Address, 15)
	p.Born = r.misread(p.Born)
	return p
}

// short is the nickname that some are known by.
func (r people) short(name string, is bool) string {
	if n, ok := nick[name]; ok && is {
		return n
	}
	return name
}

var nick = map[string]string{
	"susan": "sue", "david": "dave", "margaret": "maggie", "john": "jack", "elizabeth": "liz", "michael": "mike", "robert": "bob",
	"patricia": "pat", "william": "bill", "thomas": "tom", "richard": "rick", "christopher": "chris", "james": "jim", "anthony": "tony", "rebecca": "becky",
}

// slips writes a text with a slip, one time in so many percent.
func (r people) slips(s string, percent int) string {
	if r.IntN(100) >= percent || len(s) < 3 {
		return s
	}
	at := 1 + r.IntN(len(s)-2)
	switch r.IntN(4) {
	case 0:
		return s[:at] + s[at+1:]
	case 1:
		return s[:at] + string(s[at+1]) + string(s[at]) + s[at+2:]
	case 2:
		return s[:at] + string(rune('a'+r.IntN(26))) + s[at:]
	}
	return s[:at] + string(rune('a'+r.IntN(26))) + s[at+1:]
}

// misread writes a date with day and month changed round, or a digit wrong, or not at all.
func (r people) misread(date string) string {
	var day, month, year int
	if _, err := fmt.Sscanf(date, "%d/%d/%d", &day, &month, &year); err != nil {
		return date
	}
	switch n := r.IntN(100); {
	case n < 1:
		return ""
	case n < 3 && day <= 12:
		day, month = month, day
	case n < 4:
		day = 1 + r.IntN(28)
	case n < 6:
		year += 1 - 2*r.IntN(2)
	case n < 7:
		day, month = 1, 1
	}
	return fmt.Sprintf("%02d/%02d/%d", day, month, year)
}
