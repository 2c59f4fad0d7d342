package calls

import (
	"cmp"
	"context"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// mostTries is how often a round looks again for whoever has nobody yet: because another
// node was quicker, or those looked at were not to be rung now.
const mostTries = 12

// round gives each of the callers somebody, as far as there is somebody to ring, by account.
func (s *Service) round(ctx context.Context, callers []access.Principal) (given map[string]contacts.Lease, err error) {
	rules, err := s.contacts.Rules(ctx)
	if err != nil {
		return nil, err
	}
	settings, err := s.Settings(ctx)
	if err != nil {
		return nil, err
	}
	r := s.db.Read(ctx)
	accounts := make([]string, len(callers))
	for i, who := range callers {
		accounts[i] = who.Account
	}
	if given, err = contacts.LeasesOfAgents(r, accounts, r.Now()); err != nil {
		return nil, err
	}
	for account, l := range given {
		if l.Task == "" {
			delete(given, account) // somebody who rang them, and is off the phone since they press
		}
	}
	facts, err := agentsOf(r, accounts)
	if err != nil {
		return nil, err
	}
	d := dealing{s: s, rules: rules, settings: settings, given: given, after: map[needs.Priority]place{}}
	for _, who := range callers {
		if _, has := given[who.Account]; !has {
			d.left = append(d.left, caller{who, facts[who.Account]})
		}
	}
	for try := 0; try < mostTries && len(d.left) > 0 && !d.dry; try++ {
		if err := d.deal(ctx); err != nil {
			return nil, err
		}
	}
	return given, nil
}

// dealing is one round: those who have nobody yet, and how far the queue was looked through.
type dealing struct {
	s        *Service
	rules    *contacts.Rules
	settings *Settings
	left     []caller
	given    map[string]contacts.Lease
	after    map[needs.Priority]place
	looks    int
	dry      bool // the queue was looked through to its end
}

// place is how far a priority's part of the queue was looked through.
type place struct {
	due time.Time
	id  tasks.ID
	end bool
}

// deal looks at the next part of the queue and gives what of it suits.
func (d *dealing) deal(ctx context.Context) error {
	r := d.s.db.Read(ctx)
	all, err := d.look(r)
	if err != nil || len(all) == 0 {
		return err
	}
	served, err := hubsServed(r)
	if err != nil {
		return err
	}
	claims, chosen := d.choose(all, served)
	if len(claims) == 0 {
		return nil
	}
	if err := d.take(ctx, claims, chosen); err != nil {
		return err
	}
	d.after, d.looks, d.dry = map[needs.Priority]place{}, 0, false // whoever is left begins anew: some may have come free, or be another node's now
	return nil
}

// look reads the next candidates with what is known of them: at first those that were
// given to the callers themselves too.
func (d *dealing) look(r db.Reader) (all []candidate, err error) {
	want := (firstLook + len(d.left)) << min(d.looks, 5)
	if d.looks == 0 {
		if all, err = ownCandidates(r, accountsOf(d.left), r.Now()); err != nil {
			return nil, err
		}
	}
	d.looks++
	own := len(all)
	hoods, everywhere := d.hoods()
	read := map[needs.Priority]int{}
	for _, priority := range needs.Priorities() {
		if d.after[priority].end {
			continue
		}
		found, err := candidates(r, query{priority: priority, hoods: hoods, everywhere: everywhere, after: d.after[priority], now: r.Now(), limit: want})
		if err != nil {
			return nil, err
		}
		read[priority] = len(found)
		all = append(all, found...)
		if (priority == needs.Emergency || priority == needs.Urgent) && len(all)-own >= want {
			break // nothing behind can be more pressing
		}
	}
	d.pressing(all[own:], r.Now())
	kept := all[:min(len(all), own+want)]
	d.passed(kept[own:], read, want)
	return d.learn(r, onePerPerson(kept))
}

// firstLook is how many more of the queue are looked at than there are callers: some are
// not to be rung now, and some suit nobody who waits.
const firstLook = 24

// pressing puts candidates in the order of how pressing they are.
func (d *dealing) pressing(all []candidate, now time.Time) {
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.class(now), b.class(now)), a.due.Compare(b.due), cmp.Compare(a.task, b.task))
	})
}

// passed notes how far each priority's part of the queue was looked through: to the last
// that was kept, or to its end.
func (d *dealing) passed(kept []candidate, read map[needs.Priority]int, want int) {
	looked := map[needs.Priority]int{}
	for _, c := range kept {
		looked[c.priority]++
		d.after[c.priority] = place{due: c.due, id: c.task}
	}
	d.dry = true
	for _, priority := range needs.Priorities() {
		at := d.after[priority]
		n, asked := read[priority]
		at.end = at.end || asked && looked[priority] == n && n < want
		d.after[priority] = at
		d.dry = d.dry && at.end
	}
}

// onePerPerson keeps the most pressing call of each person.
func onePerPerson(all []candidate) []candidate {
	seen := map[people.PersonID]bool{}
	return slices.DeleteFunc(all, func(c candidate) bool {
		again := seen[c.person]
		seen[c.person] = true
		return again
	})
}

// learn reads what the gate judges by, and leaves out whom nobody may ring now. Both halves
// are read at once: everybody who pressed waits for it.
func (d *dealing) learn(r db.Reader, all []candidate) ([]candidate, error) {
	halves := slices.Collect(slices.Chunk(all, max(1, (len(all)+1)/2)))
	var work errgroup.Group
	for i, half := range halves {
		work.Go(func() (err error) {
			halves[i], err = d.learnOf(r, half)
			return err
		})
	}
	err := work.Wait()
	return slices.Concat(halves...), err
}

func (d *dealing) learnOf(r db.Reader, all []candidate) ([]candidate, error) {
	records, ids := make([]people.RecordID, len(all)), make([]string, len(all))
	for i, c := range all {
		records[i], ids[i] = c.record, string(c.task)
	}
	listed, err := d.s.contacts.ListedTasks(r, ids)
	if err != nil {
		return nil, err
	}
	known, err := d.s.contacts.KnownOf(r, d.rules, records, contacts.Wish{Method: contacts.Phone, Urgent: true})
	if err != nil {
		return nil, err
	}
	var left []candidate
	for i, c := range all {
		k, reachable := known[c.record]
		if !reachable {
			continue
		}
		c.known, c.list = k, listed[ids[i]]
		if c.list != "" {
			if c.known.Agreement, err = d.s.contacts.AgreementOf(r, c.record); err != nil {
				return nil, err
			}
		}
		c.ready(d.settings, r.Now())
		left = append(left, c)
	}
	return left, nil
}

// choose pairs those who wait with whom they are to ring, in the order they pressed.
func (d *dealing) choose(all []candidate, served map[string]int) (claims []contacts.Claim, chosen []candidate) {
	for _, c := range d.left {
		i := c.best(all, served)
		if i < 0 {
			continue
		}
		one := all[i]
		all[i].taken = true
		served[one.hood]++
		chosen = append(chosen, one)
		claims = append(claims, contacts.Claim{
			Person: one.person, Record: one.record, Agent: c.who.Account, AgentName: c.who.Name, Neighbourhood: one.hood, Task: string(one.task),
		})
	}
	return claims, chosen
}

// take keeps the leases, of tasks that are still as they were read. Whoever another node
// was quicker for stays in line.
func (d *dealing) take(ctx context.Context, claims []contacts.Claim, chosen []candidate) error {
	var got []contacts.Lease
	err := d.s.db.Write(ctx, func(tx *db.Tx) error {
		current, err := versionsOf(tx, chosen)
		if err != nil {
			return err
		}
		var still []contacts.Claim
		for i, c := range claims {
			if current[chosen[i].task] == chosen[i].version {
				still = append(still, c)
			}
		}
		got, err = contacts.Take(tx, still)
		return err
	})
	if err != nil {
		return err
	}
	for _, l := range got {
		d.given[l.Agent] = l
	}
	d.left = slices.DeleteFunc(d.left, func(c caller) bool { return !d.given[c.who.Account].IsZero() })
	return nil
}

func accountsOf(all []caller) []string {
	accounts := make([]string, len(all))
	for i, c := range all {
		accounts[i] = c.who.Account
	}
	return accounts
}

// hoods are where those who wait work, together.
func (d *dealing) hoods() (all []string, everywhere bool) {
	for _, c := range d.left {
		ids, whole := c.who.Neighbourhoods(ringers...)
		if whole {
			return nil, true
		}
		all = append(all, ids...)
	}
	slices.Sort(all)
	return slices.Compact(all), false
}
