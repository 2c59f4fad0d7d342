package people

import (
	"context"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/nhsnumber"
	"kith/internal/plat/db"
	"kith/internal/registers/evidence"
	"kith/internal/registers/naming"
)

// Weigh says how likely two people as they are described are one, and which parts that is made
// of. It is the same either way round but for what is rare in the register.
func (s *Service) Weigh(ctx context.Context, a, b Record) (v evidence.Verdict, parts []evidence.Part, err error) {
	defer fault.Wrap(&err, "weigh two people")
	q, err := s.ask(s.db.Read(ctx), a.Described, a.NHSNumber)
	if err != nil {
		return v, nil, err
	}
	v = q.Weigh(weighed(b.Described, b.NHSNumber))
	return v, q.Parts(v), nil
}

// ask asks of somebody who else may be them, by how common in this register is what they have.
func (s *Service) ask(r db.Reader, d Described, number nhsnumber.Number) (*evidence.Question, error) {
	among, common, err := s.commons.Of(counter{r}, d.common())
	return evidence.Ask(weighed(d, number), among, common), err
}

func weighed(d Described, number nhsnumber.Number) evidence.Person {
	return evidence.Person{
		NHSNumber: number, GivenNames: d.GivenNames, FamilyName: d.FamilyName, BirthDate: d.BirthDate, Phone: d.Phone, Address: d.Address,
	}
}

// common are the tokens by which it is counted how many people have the same.
func (d Described) common() map[evidence.Thing]string {
	all := map[evidence.Thing]string{}
	if given := naming.Words(d.GivenNames); len(given) > 0 {
		all[evidence.GivenNames] = counted(byName, given[0])
	}
	if family := naming.Words(d.FamilyName); len(family) > 0 {
		all[evidence.FamilyName] = counted(byName, slices.MaxFunc(family, func(a, b string) int { return len(a) - len(b) }))
	}
	if code := squeeze(d.Address.Postcode); code != "" {
		all[evidence.Postcode] = counted(byPostcode, code)
	}
	if !d.Phone.IsZero() {
		all[evidence.Phone] = counted(byPhone, squeeze(d.Phone.National()))
	}
	return all
}

func counted(kind tokenKind, text string) string { return string(kind) + " " + text }

// counter counts records by their tokens.
type counter struct{ db.Reader }

// countedTo is how far the people of one name are counted. Beyond it a name is common.
const countedTo = 20_000

func (c counter) All() (int, error) { return countRecords(c) }

func (c counter) Having(what string) (int, error) {
	kind, text, _ := strings.Cut(what, " ")
	return countToken(c, token{tokenKind(kind), text}, countedTo)
}
