package lists

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"kith/internal/insight/entries"
)

// life is somebody as the lists of some weeks have them, and what the test knows of them.
type life struct {
	somePerson
	on, ever        bool // on the list of the week before; on any
	here, dead      bool // as the week before had them
	numbered, moved bool
}

// goesOn has a week happen to somebody, and says how they stand on the list of that week; ""
// is that they are on neither.
func (l *life) goesOn(r *rand.Rand) Standing {
	before := *l
	l.moved = false
	changed := false
	if l.on && l.numbered != (r.IntN(20) > 0) {
		l.numbered, changed = !l.numbered, true
	}
	switch r.IntN(12) {
	case 0:
		l.drop = true
	case 1:
		l.drop = false
	case 2:
		l.line, l.post, l.moved = fmt.Sprintf("%d Far Lane", r.IntN(90)+1), fmt.Sprintf("WN7 1%c%c", 'A'+r.IntN(2), "ABDEFGHJLN"[r.IntN(10)]), true
		l.moved = l.post != before.post
	case 3:
		l.tel = fmt.Sprintf("07700 9%05d", r.IntN(1000))
		changed = changed || l.tel != before.tel
	case 4:
		l.area, l.here = "E08000003", false
	case 5:
		l.area, l.here = "E08000010", true
	case 6:
		l.dead = true
		l.somePerson.dead = "18/04/2020"
	}
	if l.drop {
		l.on = false
		*l = life{somePerson: l.somePerson, ever: l.ever, here: l.here, dead: l.dead, numbered: l.numbered}
		return map[bool]Standing{true: Gone}[before.on]
	}
	l.on, l.ever = true, true
	return before.stands(*l, changed)
}

// stands is how somebody stands now who was so before.
func (l life) stands(now life, changed bool) Standing {
	switch {
	case !l.on && now.dead:
		return HasDied
	case !l.on && !now.here:
		return MovedOut
	case !l.on && l.ever:
		return Back
	case !l.on:
		return Added
	case now.dead && !l.dead:
		return HasDied
	case !now.here && l.here:
		return MovedOut
	case now.here && !l.here:
		return MovedIn
	case now.moved:
		return Moved
	case changed:
		return Changed
	}
	return Same
}

// Five weeks of a list in which people come, go, come back, move, move away, move back, change
// and die, in any order of rows: each week's difference is exactly what happened, person by
// person.
func TestTheDifferenceOfAnyWeek(t *testing.T) {
	in(t, "wigan", func(t *testing.T, w *world) {
		const people, weeks = 90, 5
		r := rand.New(rand.NewPCG(7, 11))
		lives := make([]*life, people)
		for n := range lives {
			lives[n] = &life{somePerson: somebody(n), here: true, numbered: true}
			lives[n].drop = n%5 == 0
		}
		total := map[Standing]int{}
		for week := range weeks {
			want := map[string]Standing{}
			file := ""
			for _, i := range r.Perm(people) {
				l := lives[i]
				if standing := l.goesOn(r); standing != "" {
					want[l.born] = standing
					total[standing]++
				}
				if !l.drop {
					file += l.written()
				}
			}
			v := w.take(nhsHeader + file)
			w.differs(v, week, want)
		}
		for _, s := range []Standing{Added, Back, Changed, Moved, MovedIn, MovedOut, HasDied, Gone, Same} {
			if total[s] == 0 {
				t.Errorf("nobody was ever %q: the weeks show nothing of it", s)
			}
		}
	})
}

// written is their row, with their NHS number or without.
func (l *life) written() string {
	row := l.row()
	if !l.numbered {
		row = row[len(number(l.n)):]
	}
	return row
}

// differs holds the difference of a week to what happened, by date of birth, which nobody shares.
func (w *world) differs(v Version, week int, want map[string]Standing) {
	w.t.Helper()
	rows, err := rowsOf(w.db.Read(w.ctx), v.ID, rowFilter{first: true, limit: mostRows})
	w.must(err)
	got := map[string]Standing{}
	for _, row := range rows {
		got[bornOn(row.Entry)] = row.Standing
	}
	for born, standing := range want {
		if got[born] != standing {
			w.t.Errorf("week %d: whoever was born %s is %q, want %q", week+1, born, got[born], standing)
		}
	}
	if len(rows) != len(want) {
		w.t.Errorf("week %d has %d rows, want %d", week+1, len(rows), len(want))
	}
}

func bornOn(e entries.Entry) string {
	return fmt.Sprintf("%04d%02d%02d", e.Born.Year(), e.Born.Month(), e.Born.Day())
}
