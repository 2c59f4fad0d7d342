package people

import (
	"context"
	"slices"
	"sync"
	"time"

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
	among, common, err := s.commons.of(r, d)
	return evidence.Ask(weighed(d, number), among, common), err
}

func weighed(d Described, number nhsnumber.Number) evidence.Person {
	return evidence.Person{
		NHSNumber: number, GivenNames: d.GivenNames, FamilyName: d.FamilyName, BirthDate: d.BirthDate, Phone: d.Phone, Address: d.Address,
	}
}

// commons remembers how common names, postcodes and numbers are, for an hour: how many people
// are called Smith does not change while somebody types.
type commons struct {
	lock    sync.Mutex
	borough string
	since   time.Time
	among   int
	counted map[token]int
}

const (
	// remembered is how long a count is taken for right.
	remembered = time.Hour
	// mostRemembered bounds what is kept in memory.
	mostRemembered = 50_000
	// countedTo is how far the people of one name are counted. Beyond it a name is common.
	countedTo = 20_000
)

// of counts what somebody has among all records.
func (c *commons) of(r db.Reader, d Described) (among int, common evidence.Common, err error) {
	if among, err = c.all(r); err != nil {
		return 0, nil, err
	}
	common = evidence.Common{}
	for thing, t := range d.common() {
		if common[thing], err = c.count(r, t); err != nil {
			return 0, nil, err
		}
	}
	return among, common, nil
}

// common are the tokens by which it is counted how many people have the same.
func (d Described) common() map[evidence.Thing]token {
	all := map[evidence.Thing]token{}
	if given := naming.Words(d.GivenNames); len(given) > 0 {
		all[evidence.GivenNames] = token{byName, given[0]}
	}
	if family := naming.Words(d.FamilyName); len(family) > 0 {
		all[evidence.FamilyName] = token{byName, slices.MaxFunc(family, func(a, b string) int { return len(a) - len(b) })}
	}
	if code := squeeze(d.Address.Postcode); code != "" {
		all[evidence.Postcode] = token{byPostcode, code}
	}
	if !d.Phone.IsZero() {
		all[evidence.Phone] = token{byPhone, squeeze(d.Phone.National())}
	}
	return all
}

// all is how many records there are. What was counted more than an hour ago is forgotten.
func (c *commons) all(r db.Reader) (int, error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	if now := r.Now(); c.counted == nil || c.borough != r.Borough() || now.Sub(c.since).Abs() > remembered || len(c.counted) > mostRemembered {
		n, err := countRecords(r)
		if err != nil {
			return 0, err
		}
		c.borough, c.since, c.among, c.counted = r.Borough(), now, n, map[token]int{}
	}
	return c.among, nil
}

func (c *commons) count(r db.Reader, t token) (int, error) {
	c.lock.Lock()
	n, known := c.counted[t]
	c.lock.Unlock()
	if known {
		return n, nil
	}
	n, err := countToken(r, t, countedTo)
	if err == nil {
		c.lock.Lock()
		defer c.lock.Unlock()
		c.counted[t] = n
	}
	return n, err
}
