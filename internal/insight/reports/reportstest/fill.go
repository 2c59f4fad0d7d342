package reportstest

import (
	"fmt"
	"math/rand/v2"
	"time"

	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// hoods are where things happen; "" is the coordination queue.
var hoods = []string{"hapi", "hapi", "leigh", "swan", "wigan-north", ""}

// Filled is what was put into a borough, as a test can reckon with it by hand.
type Filled struct {
	Requests []needs.RequestID
	People   []people.RecordID
}

// Fill gives the borough n requests over the ten days before Now, from every channel and
// of several kinds, with all that may become of them. The same n gives the same borough.
func (b *Borough) Fill(n int) (f Filled) {
	b.t.Helper()
	m := &maker{Borough: b, chance: rand.New(rand.NewPCG(2020, uint64(n)))}
	m.residents(max(n/2, 4))
	for range n {
		f.Requests = append(f.Requests, m.request())
	}
	m.organisations()
	m.came(n / 5)
	m.volunteers(n / 2)
	m.staff()
	b.Clock.Set(Now)
	f.People = m.people
	return f
}

type maker struct {
	*Borough
	chance *rand.Rand
	people []people.RecordID
	made   int
}

// must fails the test for what cannot fail.
func (m *maker) must(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

func (m *maker) write(fn func(tx *db.Tx) error) {
	m.t.Helper()
	m.must(m.DB.Write(m.Ctx, fn))
}

// at moves the clock to a time after another, and reports whether it lies before Now.
func (m *maker) after(t time.Time, most time.Duration) (time.Time, bool) {
	t = t.Add(time.Duration(m.chance.Int64N(int64(most)))).Truncate(time.Microsecond)
	m.Clock.Set(t)
	return t, t.Before(Now)
}

// residents are people; the last two are found to be one.
func (m *maker) residents(n int) {
	m.Clock.Set(Now.AddDate(0, 0, -11))
	m.write(func(tx *db.Tx) error {
		var all []people.NewRecord
		for i := range n {
			all = append(all, people.NewRecord{
				Described:     people.Described{GivenNames: "Pat", FamilyName: fmt.Sprintf("Sample%d", i)},
				Neighbourhood: hoods[i%len(hoods)], Source: "test",
			})
		}
		records, err := people.AddMany(tx, all)
		m.people = m.people[:0]
		for _, r := range records {
			m.people = append(m.people, r.ID)
		}
		return err
	})
	clerk := m.As(Somebody(access.Coordinator, ""))
	m.must(people.New(m.DB, m.Reads).SamePerson(clerk, people.PersonID(m.people[n-2]), people.PersonID(m.people[n-1])))
}

// request is one request with its needs, its tasks and what became of them.
func (m *maker) request() needs.RequestID {
	m.made++
	at, _ := m.after(Now.AddDate(0, 0, -10), 10*24*time.Hour)
	hood, who := hoods[m.chance.IntN(len(hoods))], m.people[m.chance.IntN(len(m.people))]
	var request needs.Request
	var first tasks.Task
	var work []tasks.Task
	m.write(func(tx *db.Tx) (err error) {
		work = nil
		request, err = needs.OpenRequest(tx, needs.NewRequest{
			Channel: needs.Channels()[m.made%len(needs.Channels())], Record: who, Blueprint: "1", Neighbourhood: hood,
			Priority: needs.Soon, FirstContactHours: 8, Key: string(ident.New[maker](at)), Code: "123456",
		})
		if err != nil {
			return err
		}
		first, err = tasks.OpenTask(tx, m.task(request, tasks.FirstContact, "", 8))
		for _, category := range m.wanted() {
			if err == nil {
				var t tasks.Task
				t, err = m.work(tx, request, category)
				work = append(work, t)
			}
		}
		return err
	})
	m.follow(at, first, work)
	return request.ID
}

// wanted are the categories of a request: one, sometimes two.
func (m *maker) wanted() []string {
	all := []string{"food", "medicines", "comfort-call", "domestic-abuse", "opiate-substitution"}
	first := m.chance.IntN(len(all))
	return []string{all[first], all[(first+1+m.chance.IntN(4))%len(all)]}[:1+m.chance.IntN(2)]
}

// work opens a need with its task: help, or handing on when it goes straight to a service.
func (m *maker) work(tx *db.Tx, r needs.Request, category string) (tasks.Task, error) {
	decided := needs.Result{Need: category, Priority: needs.Soon, DueHours: 24}
	kind := tasks.Do
	switch category {
	case "opiate-substitution":
		decided.StraightTo, kind = "mental-health-trust", tasks.Refer
	case "domestic-abuse":
		decided.Labels = []needs.Label{needs.Restricted}
	}
	need, err := needs.OpenNeed(tx, needs.NewNeed{Request: r, Category: category, Decision: decided})
	if err != nil {
		return tasks.Task{}, err
	}
	t := m.task(r, kind, need.ID, 24)
	t.Category, t.Labels = category, decided.Labels
	return tasks.OpenTask(tx, t)
}

func (m *maker) task(r needs.Request, kind tasks.Kind, need needs.NeedID, hours int) tasks.NewTask {
	return tasks.NewTask{
		Kind: kind, Need: need, Request: r.ID, Record: r.Record, Category: "food", Title: "Task " + string(kind),
		Neighbourhood: r.Neighbourhood, Priority: needs.Soon, DueAt: r.ReceivedAt.Add(time.Duration(hours) * time.Hour),
	}
}

// follow lets the first contact and the work of some requests go well, of others not, and
// leaves the rest open.
func (m *maker) follow(at time.Time, first tasks.Task, work []tasks.Task) {
	at, past := m.after(at, 20*time.Hour)
	if !past || m.chance.IntN(10) == 0 {
		return
	}
	m.record(first, []string{"spoken", "spoken", "spoken", tasks.NoAnswer, "not-needed"})
	for _, t := range work {
		if at, past = m.after(at, 40*time.Hour); past {
			m.record(t, outcomes[t.Kind])
		}
	}
}

var outcomes = map[tasks.Kind][]string{
	tasks.Do:    {"done", "done", "done", "could-not", "no-longer-needed", tasks.NoAnswer},
	tasks.Refer: {"acknowledged", "acknowledged", "turned-down", tasks.NoAnswer},
}

func (m *maker) record(t tasks.Task, codes []string) {
	m.t.Helper()
	coordinator := m.As(Somebody(access.Coordinator, ""))
	outcome := tasks.Outcome{Code: codes[m.chance.IntN(len(codes))], Note: "Said so."}
	m.must(tasks.New(m.DB).RecordOutcome(coordinator, tasks.Choice{ID: t.ID, Version: t.Version}, outcome))
}

// organisations say each afternoon what they gave.
func (m *maker) organisations() {
	manager := m.As(Somebody(access.Manager, ""))
	s := organisations.New(m.DB)
	m.Clock.Set(Now.AddDate(0, 0, -11))
	for i, hood := range []string{"hapi", "leigh", ""} {
		o, err := s.Add(manager, organisations.NewOrganisation{
			Name: fmt.Sprintf("Pantry %d", i+1), Kind: organisations.Pantry, Neighbourhood: hood,
		})
		m.must(err)
		for day := -10; day <= 0; day++ {
			m.Clock.Set(Now.AddDate(0, 0, day).Add(time.Duration(i-1) * time.Hour))
			m.must(s.CountToday(manager, o.ID, organisations.Seen{}, int64(10*i+20+day), ""))
		}
	}
}
