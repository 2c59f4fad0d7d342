package phase

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
)

// Config says how a fit is made. The zero value is that of COVID-19.
type Config struct {
	Serial   SerialInterval // default COVID19
	Weekdays int            // of how many last days weekdays are learnt; default 70
	Starts   int            // from how many places the best rates are looked for; default 5
	Draws    int            // how many rates are drawn for the band; default 200, below 0 none
	Seed     uint64         // of the draws and of the starts after the first
}

func (c Config) filled() Config {
	if c.Serial == nil {
		c.Serial = COVID19()
	}
	c.Weekdays = orElse(c.Weekdays, 70)
	c.Starts = orElse(c.Starts, 5)
	c.Draws = orElse(c.Draws, 200)
	return c
}

func orElse(n, otherwise int) int {
	if n == 0 {
		return otherwise
	}
	return n
}

// enough is how many days with a count an area needs before rates are learnt.
const enough = 56

// FitInfo is what a fit came to.
type FitInfo struct {
	Days          int     // days with a count, over all areas
	LogLikelihood float64 // of those days
	Tried         int     // how often the likelihood was worked out
	Notes         []string
}

// Fit learns what the areas of a pool share: five to twenty neighbouring ones. Under eight
// weeks of counts it takes the typical rates, and says so. It returns early with the context's
// error, and otherwise only for a series that cannot be right.
func Fit(ctx context.Context, pool []Series, c Config) (Params, FitInfo, error) {
	return fit(ctx, pool, c, nil)
}

// fit is Fit, beginning at rates that were learnt before where there are such.
func fit(ctx context.Context, pool []Series, c Config, warm *Rates) (Params, FitInfo, error) {
	c = c.filled()
	if err := checkPool(pool); err != nil {
		return Params{}, FitInfo{}, err
	}
	p := Params{Rates: Typical(), Weekday: Weekday(recent(pool, c.Weekdays)), Serial: c.Serial}
	t := &target{tracks: tracksOf(pool, p)}
	t.most = most(t.tracks)
	info := FitInfo{Days: days(pool)}
	if short(pool) {
		p.Default = true
		info.Notes = append(info.Notes, fmt.Sprintf("Fewer than %d days are counted: typical rates are used, none are learnt from these areas.", enough))
		info.LogLikelihood = t.loglik(p.Rates)
		return p, info, nil
	}
	x, err := t.best(ctx, c, warm)
	if err != nil {
		return Params{}, info, err
	}
	p.Rates, _ = ratesAt(x)
	p.Draws = t.draws(x, max(0, c.Draws), c.Seed)
	info.LogLikelihood, info.Tried = t.loglik(p.Rates), t.seen
	info.Notes = append(info.Notes, p.atBounds()...)
	return p, info, nil
}

func checkPool(pool []Series) error {
	if len(pool) == 0 {
		return errors.New("there are no areas to learn from")
	}
	var errs []error
	for _, s := range pool {
		errs = append(errs, s.Check())
	}
	return errors.Join(errs...)
}

func tracksOf(pool []Series, p Params) []track {
	tracks := make([]track, len(pool))
	for i, s := range pool {
		tracks[i] = ready(s, p.Weekday, p.Serial)
	}
	return tracks
}

func days(pool []Series) (n int) {
	for _, s := range pool {
		n += s.used()
	}
	return n
}

// short says whether no area was counted long enough.
func short(pool []Series) bool {
	for _, s := range pool {
		if s.used() >= enough {
			return false
		}
	}
	return true
}

// loglik is the logarithm of the likelihood at rates.
func (t *target) loglik(r Rates) (sum float64) {
	t.work.set(r, t.most)
	for i := range t.tracks {
		sum += t.work.forward(&t.tracks[i])
	}
	return sum
}

// best is the best place of all starts; of two, the warm one and that in the middle of what is
// believed, where there is a warm one.
func (t *target) best(ctx context.Context, c Config, warm *Rates) (best gradient, err error) {
	least := math.Inf(1)
	for _, from := range starts(c, warm) {
		x, value, err := t.minimise(ctx, from)
		if err != nil {
			return best, err
		}
		if value < least {
			best, least = x, value
		}
	}
	return best, nil
}

// starts are where looks begin: the first in the middle of what is believed, others about it.
func starts(c Config, warm *Rates) (from []gradient) {
	middle := Typical().free()
	if warm != nil {
		return []gradient{warm.free(), middle}
	}
	chance := rand.New(rand.NewPCG(c.Seed, 1))
	for i := range c.Starts {
		x := middle
		for j := range x {
			if i > 0 {
				x[j] += chance.NormFloat64()
			}
		}
		from = append(from, x)
	}
	return from
}

// free are rates as free numbers.
func (r Rates) free() (x gradient) {
	for j, v := range r.vector() {
		x[j] = beliefs[j].free(v)
	}
	return x
}

// atBounds notes which rates ended where they may go no further.
func (p Params) atBounds() (notes []string) {
	for i, v := range p.vector() {
		b := beliefs[i]
		if edge := 0.002 * (b.high - b.low); v < b.low+edge || v > b.high-edge {
			notes = append(notes, fmt.Sprintf("%s ended at %.3g, the edge of what is thought possible (%g to %g).", named[i], v, b.low, b.high))
		}
	}
	return notes
}

// named is what the rates are called.
var named = [numbers]string{"The endemic level", "R growing", "R shrinking", "The endemic size", "The epidemic size", "Staying endemic", "Staying in growth", "Staying in decline"}
