package places

import (
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"kith/internal/kernel/day"
	"kith/internal/kernel/postcode"
)

// question is what is known of a postcode before it is decided where it belongs.
type question struct {
	postcode postcode.Postcode
	entry    Entry // what is believed of the directories; zero when none has it
	shapes   *Shapes
	today    day.Date
}

// Decide says where a postcode belongs, given what the loaded directories say of it, in
// any order, and the boundaries loaded, which may be nil. The first rule that can tell
// decides:
//
//  1. an override of the blueprint for this very postcode;
//  2. the ward or LSOA code the directory publishes, also where the postcode's point lies
//     outside a generalised boundary; a code that belongs to a neighbourhood by definition
//     goes before one that only fits it best;
//  3. the district the directory publishes, when it is another council's;
//  4. the loaded boundary its point lies in;
//  5. the blueprint's outline its point lies in (to be checked by hand);
//  6. the council next door that has its whole outcode or sector (to be checked by hand);
//  7. the neighbourhood of most of its sector (to be checked by hand).
//
// What none can tell goes to the coordination queue.
func (a *Atlas) Decide(p postcode.Postcode, entries []Entry, shapes *Shapes, today day.Date) Routing {
	q := question{postcode: p, shapes: shapes, today: today}
	q.entry, _ = choose(entries)
	for _, rule := range []func(question) (Routing, bool){
		a.byOverride, a.byCode, a.byDistrict, a.byBoundary, a.byOutline, a.byNextDoor, a.bySector,
	} {
		if r, decided := rule(q); decided {
			return q.complete(r)
		}
	}
	r := Routing{Standing: Unknown, Rule: RuleNone, CheckByHand: true}
	if q.entry.District == a.areas.LAD {
		r.Standing, r.Source = Inside, q.entry.Edition.String()
	}
	return q.complete(r)
}

// complete adds what does not depend on the rule.
func (q question) complete(r Routing) Routing {
	r.Postcode, r.At, r.Ended, r.District = q.postcode, q.entry.At, q.entry.Ended, q.entry.District
	return r
}

func (a *Atlas) byOverride(q question) (Routing, bool) {
	o, ok := a.overrides[q.postcode]
	return Routing{Standing: Inside, Neighbourhood: o.Neighbourhood, Rule: RuleOverride, Source: a.source()}, ok
}

// clue is a code that may tell the neighbourhood, and where it was published.
type clue struct {
	code    string
	rule    Rule
	edition Edition
}

func (a *Atlas) byCode(q question) (Routing, bool) {
	e := q.entry
	return a.follow(q, e.LSOA21, []clue{
		{e.Ward, RuleWard, e.Edition},
		{e.WardBefore, RuleWard, e.Edition},
		{e.LSOA21, RuleLSOA, e.Edition},
		{e.LSOA11, RuleLSOA, e.Edition},
	})
}

// follow takes the first clue that is a neighbourhood's by definition, else the first
// that fits one best.
func (a *Atlas) follow(q question, lsoa21 string, clues []clue) (r Routing, decided bool) {
	for _, c := range clues {
		h, ok := a.holdOn(c.code, q.today, c.edition.day())
		if !ok || decided && !h.exact {
			continue
		}
		r = Routing{Standing: Inside, Neighbourhood: h.at(q.postcode.Sector(), lsoa21), Rule: c.rule, Source: c.edition.String()}
		if h.exact {
			return r, true
		}
		decided = true
	}
	return r, decided
}

func (a *Atlas) byDistrict(q question) (Routing, bool) {
	district := q.entry.District
	if district == a.areas.LAD || !isDistrict(district) {
		return Routing{}, false
	}
	return a.outside(district, RuleDistrict, q.entry.Edition.String()), true
}

// isDistrict tells a district's code from none and from the code that stands for none.
// The Channel Islands (L) and the Isle of Man (M) have only the latter.
func isDistrict(code string) bool {
	return code != "" && (!strings.HasSuffix(code, "99999999") || code[0] == 'L' || code[0] == 'M')
}

func (a *Atlas) outside(district string, rule Rule, source string) Routing {
	r := Routing{Standing: Outside, Rule: rule, Source: source}
	if authority, ok := a.areas.Authority(district); ok {
		r.Authority = &authority
	}
	return r
}

// byBoundary asks the loaded boundaries of wards and LSOAs, then those of districts.
func (a *Atlas) byBoundary(q question) (Routing, bool) {
	if q.entry.At == nil {
		return Routing{}, false
	}
	found := q.shapes.around(*q.entry.At)
	clues, lsoa21 := make([]clue, len(found)), ""
	for i, s := range found {
		clues[i] = clue{s.code, RulePolygon, s.edition}
		if strings.HasPrefix(s.code[1:], "01") && s.edition.Vintage >= "2021" {
			lsoa21 = s.code
		}
	}
	if r, decided := a.follow(q, lsoa21, clues); decided {
		return r, true
	}
	for _, s := range found {
		if _, ok := a.areas.Authority(s.code); ok && q.entry.District == "" {
			return a.outside(s.code, RulePolygon, s.edition.String()), true
		}
	}
	return Routing{}, false
}

func (a *Atlas) byOutline(q question) (Routing, bool) {
	if q.entry.At == nil {
		return Routing{}, false
	}
	point := orb.Point{q.entry.At.Lon, q.entry.At.Lat}
	for _, o := range a.outlines {
		if o.bound.Contains(point) && planar.RingContains(o.ring, point) {
			return Routing{
				Standing: Inside, Neighbourhood: o.neighbourhood, Rule: RulePolygon,
				Source: a.source() + ", outline", CheckByHand: true,
			}, true
		}
	}
	return Routing{}, false
}

func (a *Atlas) byNextDoor(q question) (Routing, bool) {
	authority, ok := a.areas.NextDoor(q.postcode)
	if !ok || q.entry.District == a.areas.LAD {
		return Routing{}, false
	}
	return Routing{Standing: Outside, Rule: RuleSector, Source: a.source(), CheckByHand: true, Authority: &authority}, true
}

// bySector guesses. A postcode that no directory has, of a sector that lies mostly next
// door, is guessed to be nobody's: the queue sees whose it may be.
func (a *Atlas) bySector(q question) (Routing, bool) {
	s, ok := a.sectors[q.postcode.Sector()]
	if !ok {
		return Routing{}, false
	}
	if authority, doubtful := a.areas.Authority(s.MostlyIn); doubtful && q.entry.District != a.areas.LAD {
		return Routing{Standing: Unknown, Rule: RuleNone, CheckByHand: true, Authority: &authority}, true
	}
	return Routing{Standing: Inside, Neighbourhood: s.Neighbourhood, Rule: RuleSector, Source: a.source(), CheckByHand: true}, true
}
