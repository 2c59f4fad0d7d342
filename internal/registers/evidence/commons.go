package evidence

import (
	"sync"
	"time"
)

// Counter counts the records of a register.
type Counter interface {
	Now() time.Time
	Borough() string
	All() (int, error)
	Having(what string) (int, error) // something by which it can be looked up
}

// Commons remembers how common names, postcodes and numbers are, for an hour: how many people
// are called Smith does not change while somebody types. It may be used by several goroutines.
type Commons struct {
	lock    sync.Mutex
	borough string
	since   time.Time
	among   int
	counted map[string]int
}

const (
	remembered     = time.Hour // how long a count is taken for right
	mostRemembered = 50_000    // counts that are kept
)

// Of counts what somebody has, among all records.
func (c *Commons) Of(r Counter, has map[Thing]string) (among int, common Common, err error) {
	if among, err = c.all(r); err != nil {
		return 0, nil, err
	}
	common = Common{}
	for thing, what := range has {
		if common[thing], err = c.count(r, what); err != nil {
			return 0, nil, err
		}
	}
	return among, common, nil
}

// all is how many records there are. What was counted more than an hour ago is forgotten.
func (c *Commons) all(r Counter) (int, error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	now := r.Now()
	if c.counted != nil && c.borough == r.Borough() && now.Sub(c.since).Abs() <= remembered && len(c.counted) <= mostRemembered {
		return c.among, nil
	}
	n, err := r.All()
	if err == nil {
		c.borough, c.since, c.among, c.counted = r.Borough(), now, n, map[string]int{}
	}
	return n, err
}

func (c *Commons) count(r Counter, what string) (int, error) {
	c.lock.Lock()
	n, known := c.counted[what]
	c.lock.Unlock()
	if known {
		return n, nil
	}
	n, err := r.Having(what)
	if err == nil {
		c.lock.Lock()
		defer c.lock.Unlock()
		c.counted[what] = n
	}
	return n, err
}
