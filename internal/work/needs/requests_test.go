package needs_test

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
)

var sets = []db.Migrations{journal.Migrations(), people.Static().Migrations, needs.Static().Migrations}

var (
	agent   = access.Principal{Account: "agent", Grants: []access.Grant{{Role: access.Agent}}}
	point   = access.Principal{Account: "point", Grants: []access.Grant{{Role: access.Coordinator}}}
	inHapi  = access.Principal{Account: "hapi", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	auditor = access.Principal{Account: "audit", Grants: []access.Grant{{Role: access.Governance}}}
)

// desk is requests of one borough as one principal works on them.
type desk struct {
	*needs.Service
	t   *testing.T
	db  *db.DB
	ctx context.Context
	n   int
}

func newDesk(t *testing.T, d *db.DB, who access.Principal) *desk {
	return &desk{needs.New(d), t, d, access.With(dbtest.Context(t), who), 0}
}

func (k *desk) as(who access.Principal) *desk {
	other := *k
	other.ctx = access.With(k.ctx, who)
	return &other
}

func (k *desk) write(do func(tx *db.Tx) error) {
	k.t.Helper()
	if err := k.db.Write(k.ctx, do); err != nil {
		k.t.Fatal(err)
	}
}

// ask opens a request with a hub and a need for each decision.
func (k *desk) ask(hood string, decided ...needs.Result) (r needs.Request, all []needs.Need) {
	k.t.Helper()
	k.n++
	k.write(func(tx *db.Tx) error {
		all = nil
		person, err := people.Add(tx, people.NewRecord{Described: people.Described{GivenNames: "Amina", FamilyName: "Khan"}, Neighbourhood: hood}, nil)
		if err != nil {
			return err
		}
		r, err = needs.OpenRequest(tx, needs.NewRequest{
			Channel: needs.Phone, Record: person.ID, OwnWords: "I have run out", Neighbourhood: hood, Priority: needs.Soon,
			FirstContactHours: 4, Key: "key-" + strconv.Itoa(k.n), BodyHash: "body", Code: "123456",
		})
		if err != nil {
			return err
		}
		for _, d := range decided {
			need, err := needs.OpenNeed(tx, needs.NewNeed{Request: r, Category: d.Need, Decision: d})
			if err != nil {
				return err
			}
			all = append(all, need)
		}
		return nil
	})
	return r, all
}

func (k *desk) state(id needs.RequestID) needs.RequestState {
	k.t.Helper()
	r, err := k.as(point).Request(k.as(point).ctx, id)
	if err != nil {
		k.t.Fatal(err)
	}
	return r.State
}

func (k *desk) topics(record people.RecordID) (all []string) {
	k.t.Helper()
	told, err := journal.About(k.db.Read(k.ctx), []string{string(record)}, 100)
	if err != nil {
		k.t.Fatal(err)
	}
	for _, e := range told {
		all = append(all, e.Topic)
	}
	return all
}

func food() needs.Result { return needs.Result{Need: "food", Priority: needs.Soon, DueHours: 24} }
func calls() needs.Result {
	return needs.Result{Need: "comfort-call", Priority: needs.Routine, DueHours: 72}
}

func wantKind(t *testing.T, what string, err error, kind fault.Kind) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		t.Errorf("%s: %v, want %s", what, err, kind)
	}
}

// A request closes when its last need has ended and the hub has spoken to the person or
// nobody needs to, in whichever order that happens.
// A reference that somebody has is drawn again; where each draw is somebody's there is none.
func TestNoReferenceIsGivenTwice(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d, inHapi)
		first, _ := k.ask("hapi")
		draws := []ident.Reference{first.Reference, first.Reference, "7K3D-9M2"}
		open := func(key string, draw func() ident.Reference) (r needs.Request, err error) {
			err = d.Write(k.ctx, func(tx *db.Tx) error {
				r, err = needs.OpenWith(tx, needs.NewRequest{Channel: needs.Phone, Record: first.Record, Key: key, Code: "123456"}, draw)
				return err
			})
			return r, err
		}
		r, err := open("another", func() ident.Reference {
			next := draws[0]
			draws = draws[1:]
			return next
		})
		if err != nil || r.Reference != "7K3D-9M2" {
			t.Errorf("given %s, %v", r.Reference, err)
		}
		if _, err := open("a third", func() ident.Reference { return first.Reference }); fault.KindOf(err) != fault.Unavailable {
			t.Errorf("each draw is somebody's: %v", err)
		}
		if _, err := open("another", func() ident.Reference { return "2222-222" }); !db.IsUnique(err) {
			t.Errorf("the same form twice: %v", err)
		}
	})
}

func TestARequestCloses(t *testing.T) {
	type step func(tx *db.Tx, r needs.Request, all []needs.Need) error
	settle := func(i int) step {
		return func(tx *db.Tx, _ needs.Request, all []needs.Need) error {
			return needs.Settle(tx, all[i].ID, needs.NeedMet, "done")
		}
	}
	speak := func(tx *db.Tx, r needs.Request, _ []needs.Need) error { return needs.NoteFirstContact(tx, r.ID) }
	waive := func(tx *db.Tx, r needs.Request, _ []needs.Need) error { return needs.WaiveFirstContact(tx, r.ID) }
	unspeak := func(tx *db.Tx, r needs.Request, _ []needs.Need) error { return needs.UndoFirstContact(tx, r.ID) }
	reopen := func(i int) step {
		return func(tx *db.Tx, _ needs.Request, all []needs.Need) error { return needs.Reopen(tx, all[i].ID) }
	}
	tests := map[string]struct {
		steps []step
		want  needs.RequestState
	}{
		"nothing done":                {nil, needs.Received},
		"spoken to":                   {[]step{speak}, needs.Accepted},
		"helped, not spoken to":       {[]step{settle(0), settle(1)}, needs.Received},
		"one need left":               {[]step{speak, settle(0)}, needs.Accepted},
		"spoken to, then helped":      {[]step{speak, settle(0), settle(1)}, needs.Closed},
		"helped, then spoken to":      {[]step{settle(1), settle(0), speak}, needs.Closed},
		"helped, nobody need speak":   {[]step{settle(1), settle(0), waive}, needs.Closed},
		"a need is open again":        {[]step{speak, settle(0), settle(1), reopen(1)}, needs.Accepted},
		"and ends again":              {[]step{speak, settle(0), settle(1), reopen(1), settle(1)}, needs.Closed},
		"reopening what is open":      {[]step{speak, settle(0), reopen(1)}, needs.Accepted},
		"not spoken to after all":     {[]step{speak, settle(0), settle(1), unspeak}, needs.Accepted},
		"spoken to after all":         {[]step{settle(0), settle(1), waive, unspeak, speak}, needs.Closed},
		"spoken to twice counts once": {[]step{speak, speak, settle(0), settle(1)}, needs.Closed},
	}
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d, inHapi)
		for name, tt := range tests {
			t.Run(name, func(t *testing.T) {
				r, all := k.ask("hapi", food(), calls())
				for _, do := range tt.steps {
					k.write(func(tx *db.Tx) error { return do(tx, r, all) })
				}
				if got := k.state(r.ID); got != tt.want {
					t.Errorf("the request is %s, want %s", got, tt.want)
				}
			})
		}
	})
}

func TestANeedSettlesOnce(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d, inHapi)
		r, all := k.ask("hapi", food())
		var settled, refused int
		var mu sync.Mutex
		var many sync.WaitGroup
		for range 8 {
			many.Go(func() {
				err := d.Write(k.ctx, func(tx *db.Tx) error { return needs.Settle(tx, all[0].ID, needs.NeedMet, "done") })
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					settled++
				case fault.KindOf(err) == fault.Conflict:
					refused++
				default:
					t.Errorf("settling: %v", err)
				}
			})
		}
		many.Wait()
		if settled != 1 || refused != 7 {
			t.Errorf("settled %d times and refused %d", settled, refused)
		}
		ends := slices.DeleteFunc(k.topics(r.Record), func(topic string) bool { return topic != "needs.settled" })
		if len(ends) != 1 {
			t.Errorf("the journal tells of %d ends", len(ends))
		}
		err := d.Write(k.ctx, func(tx *db.Tx) error { return needs.Settle(tx, all[0].ID, needs.NeedOpen, "") })
		wantKind(t, "settling as open", err, fault.Invalid)
	})
}

// The last two needs of a request, ended by two people at once, must close it.
func TestEndingTheLastNeedsAtOnce(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d, inHapi)
		for range 15 {
			r, all := k.ask("hapi", food(), calls())
			jobs := []func(tx *db.Tx) error{
				func(tx *db.Tx) error { return needs.Settle(tx, all[0].ID, needs.NeedMet, "done") },
				func(tx *db.Tx) error { return needs.Settle(tx, all[1].ID, needs.NeedNotMet, "could-not") },
				func(tx *db.Tx) error { return needs.NoteFirstContact(tx, r.ID) },
			}
			var both sync.WaitGroup
			for _, job := range jobs {
				both.Go(func() {
					if err := d.Write(k.ctx, job); err != nil {
						t.Error(err)
					}
				})
			}
			both.Wait()
			if got := k.state(r.ID); got != needs.Closed {
				t.Fatalf("all is done and the request is %s", got)
			}
		}
	})
}

func TestAccept(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d, inHapi)
		r, _ := k.ask("hapi", food())
		wantKind(t, "accepting as an agent", k.Accept(k.as(agent).ctx, r.ID, r.Version), fault.Forbidden)
		if err := k.Accept(k.ctx, r.ID, r.Version); err != nil {
			t.Fatal(err)
		}
		wantKind(t, "accepting again", k.Accept(k.ctx, r.ID, r.Version), fault.Stale)
		elsewhere, _ := k.ask("leigh", food())
		wantKind(t, "accepting another hub's", k.Accept(k.ctx, elsewhere.ID, elsewhere.Version), fault.Forbidden)
		queued, _ := k.ask("", food())
		wantKind(t, "accepting without a hub", k.Accept(k.as(point).ctx, queued.ID, queued.Version), fault.Invalid)
	})
}

func TestRefuseAndHandOver(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d, point)
		straight := needs.Result{Need: "substitute-prescription", Priority: needs.Urgent, StraightTo: "trust"}
		r, all := k.ask("hapi", food(), straight)
		k.write(func(tx *db.Tx) error {
			if err := needs.MarkInHand(tx, all[0].ID); err != nil {
				return err
			}
			return needs.MarkInHand(tx, all[1].ID)
		})
		k.write(func(tx *db.Tx) error { return needs.Refuse(tx, r, r.Version, "no drivers today") })
		moved, err := k.Request(k.ctx, r.ID)
		if err != nil || moved.Neighbourhood != "" || moved.State != needs.Received || moved.RefusedReason != "no drivers today" {
			t.Errorf("after refusing: %+v, %v", moved, err)
		}
		err = d.Write(k.ctx, func(tx *db.Tx) error { return needs.HandOver(tx, r, r.Version, "leigh", "she lives there") })
		wantKind(t, "handing over what has changed", err, fault.Stale)
		k.write(func(tx *db.Tx) error { return needs.HandOver(tx, moved, moved.Version, "leigh", "she lives there") })

		now, err := k.NeedsOf(k.ctx, r.ID)
		if err != nil {
			t.Fatal(err)
		}
		if now[0].Neighbourhood != "leigh" || now[0].State != needs.NeedOpen {
			t.Errorf("the need is %s at %q; nobody there has taken it on", now[0].State, now[0].Neighbourhood)
		}
		if now[1].Neighbourhood != "hapi" || now[1].State != needs.NeedInHand {
			t.Errorf("what went straight to a service is %s at %q; it stays as it was", now[1].State, now[1].Neighbourhood)
		}
	})
}

func TestRestrictedNeedsAreNotNamed(t *testing.T) {
	k := newDesk(t, dbtest.New(t, sets...), point)
	abuse := needs.Result{
		Need: "domestic-abuse", Priority: needs.Urgent, Labels: []needs.Label{needs.Restricted}, Flags: []string{"Never leave a message"},
		Reasons: []needs.Reason{{Rule: "abuse", Because: "they said they are not safe at home"}},
	}
	straight := needs.Result{Need: "substitute-prescription", Priority: needs.Urgent, StraightTo: "trust"}
	for name, hidden := range map[string]needs.Result{"restricted": abuse, "straight to a service": straight} {
		r, _ := k.ask("hapi", food(), hidden)
		for who, tells := range map[*access.Principal]bool{&point: true, &auditor: true, &agent: false, &inHapi: false} {
			all, err := k.NeedsOf(k.as(*who).ctx, r.ID)
			if err != nil || len(all) != 2 {
				t.Fatalf("%d needs, %v: a need is never hidden whole", len(all), err)
			}
			got := all[1]
			if named := got.Category == hidden.Need; named != tells || got.Named(*who) != tells {
				t.Errorf("%s: %s is told the category: %v", name, who.Account, named)
			}
			if !tells && (got.Decision.StraightTo != "" || got.Decision.Reasons != nil || got.Decision.Flags != nil) {
				t.Errorf("%s: %s is told %+v", name, who.Account, got.Decision)
			}
			if got.Decision.Priority != needs.Urgent {
				t.Errorf("%s: %s is not told how pressing it is", name, who.Account)
			}
			if needs.ToldWhole(*who, all) != tells {
				t.Errorf("%s: %s may read the asker's words: %v", name, who.Account, !tells)
			}
			if all[0].Category != "food" {
				t.Errorf("%s: the food went with it", name)
			}
		}
	}
}

func TestListsGoOnWithoutGapOrRepeat(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d, point)
		var want []needs.RequestID
		k.write(func(tx *db.Tx) error { // all in one moment
			want = nil
			person, err := people.Add(tx, people.NewRecord{Neighbourhood: "hapi"}, nil)
			if err != nil {
				return err
			}
			for i := range 7 {
				r, err := needs.OpenRequest(tx, needs.NewRequest{Channel: needs.Web, Record: person.ID, Neighbourhood: "hapi", Key: strconv.Itoa(i)})
				if err != nil {
					return err
				}
				want = append(want, r.ID)
			}
			return nil
		})
		slices.Sort(want)
		slices.Reverse(want)
		var got []needs.RequestID
		f := needs.RequestFilter{Limit: 3}
		for {
			page, err := k.Requests(k.ctx, f)
			if err != nil {
				t.Fatal(err)
			}
			if len(page) == 0 {
				break
			}
			for _, l := range page {
				got = append(got, l.ID)
			}
			f.After = page[len(page)-1].Mark()
		}
		if !slices.Equal(got, want) {
			t.Errorf("listed %v\nwant   %v", got, want)
		}
	})
}

func TestRequestFilters(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d, point)
		here, _ := k.ask("hapi", food())
		there, _ := k.ask("leigh", food())
		queued, _ := k.ask("", food())
		k.write(func(tx *db.Tx) error { return needs.Refuse(tx, there, there.Version, "too many") })
		if err := k.Accept(k.ctx, here.ID, here.Version); err != nil {
			t.Fatal(err)
		}
		now := d.Read(k.ctx).Now()
		for name, tt := range map[string]struct {
			filter needs.RequestFilter
			who    access.Principal
			want   []needs.RequestID
		}{
			"everything":          {needs.RequestFilter{}, point, []needs.RequestID{queued.ID, there.ID, here.ID}},
			"one hub":             {needs.RequestFilter{Neighbourhoods: []string{"hapi"}}, point, []needs.RequestID{here.ID}},
			"the queue":           {needs.RequestFilter{Neighbourhoods: []string{""}}, point, []needs.RequestID{queued.ID, there.ID}},
			"given back":          {needs.RequestFilter{Refused: true}, point, []needs.RequestID{there.ID}},
			"accepted":            {needs.RequestFilter{States: []needs.RequestState{needs.Accepted}}, point, []needs.RequestID{here.ID}},
			"by web":              {needs.RequestFilter{Channel: needs.Web}, point, nil},
			"none is late yet":    {needs.RequestFilter{Overdue: true}, point, nil},
			"from now on":         {needs.RequestFilter{From: now.Add(time.Minute)}, point, nil},
			"until now":           {needs.RequestFilter{Until: now.Add(time.Minute)}, point, []needs.RequestID{queued.ID, there.ID, here.ID}},
			"a hub sees its own":  {needs.RequestFilter{}, inHapi, []needs.RequestID{here.ID}},
			"a hub asks for more": {needs.RequestFilter{Neighbourhoods: []string{"", "leigh", "hapi"}}, inHapi, []needs.RequestID{here.ID}},
			"a stranger":          {needs.RequestFilter{}, access.Principal{}, nil},
		} {
			tt.filter.Limit = 10
			listed, err := k.Requests(k.as(tt.who).ctx, tt.filter)
			var got []needs.RequestID
			for _, l := range listed {
				got = append(got, l.ID)
			}
			if err != nil || !slices.Equal(got, tt.want) {
				t.Errorf("%s: %v, %v; want %v", name, got, err, tt.want)
			}
		}
		if _, err := k.NeedsOf(k.as(inHapi).ctx, queued.ID); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a hub reads the needs of another's request: %v", err)
		}
		own, err := k.OfPerson(k.as(inHapi).ctx, []people.RecordID{here.Record, queued.Record})
		if err != nil || len(own) != 1 || own[0].ID != here.ID {
			t.Errorf("of a person a hub sees %d requests, %v", len(own), err)
		}
	})
}

func TestTheSameKeyIsTheSameRequest(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d, agent)
		r, _ := k.ask("hapi", food())
		again, found, err := needs.Earlier(d.Read(k.ctx), "key-1", "body")
		if err != nil || !found || again.ID != r.ID || again.Reference != r.Reference {
			t.Errorf("the key finds %v, %v, %v", again.ID, found, err)
		}
		_, _, err = needs.Earlier(d.Read(k.ctx), "key-1", "another body")
		wantKind(t, "the key with another body", err, fault.Conflict)
		err = d.Write(k.ctx, func(tx *db.Tx) error {
			_, err := needs.OpenRequest(tx, needs.NewRequest{Record: r.Record, Key: "key-1"})
			return err
		})
		if !db.IsUnique(err) {
			t.Errorf("opening with a key that is taken: %v", err)
		}
	})
}

func TestStatus(t *testing.T) {
	dbtest.Each(t, sets, func(t *testing.T, d *db.DB) {
		k := newDesk(t, d, agent)
		r, all := k.ask("hapi", food(), needs.Result{Need: "substitute-prescription", StraightTo: "trust"})
		k.write(func(tx *db.Tx) error { return needs.Settle(tx, all[0].ID, needs.NeedMet, "done") })
		st, err := k.Status(k.ctx, r.Reference, "123456")
		if err != nil || len(st.Needs) != 2 || st.Needs[0] != (needs.NeedStatus{ID: all[0].ID, Category: "food", State: needs.NeedMet}) || st.Spoken {
			t.Errorf("status is %+v, %v", st, err)
		}
		if st.Needs[1].Category != "" {
			t.Errorf("the status names %s", st.Needs[1].Category)
		}
		_, wrong := k.Status(k.ctx, r.Reference, "654321")
		_, unknown := k.Status(k.ctx, "ZZZZ-ZZZ", "123456")
		if fault.KindOf(wrong) != fault.NotFound || fault.MessageOf(wrong) != fault.MessageOf(unknown) {
			t.Errorf("a wrong code says %v, an unknown reference %v", wrong, unknown)
		}
	})
}
