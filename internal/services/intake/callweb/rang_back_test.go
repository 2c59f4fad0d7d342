package callweb_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

var rangBack = regexp.MustCompile(`name="rang-back" value="([^"]+)"`)

// tried is a first contact with Amina Khan that got no answer.
func (c *centre) tried() (t tasks.Task) {
	c.t.Helper()
	if err := c.db.Write(c.ctx, func(tx *db.Tx) error {
		hits, err := people.New(c.db, c).Search(c.ctx, "amina khan", 1)
		if err != nil {
			return err
		}
		record := hits[0].Record.ID
		request, err := needs.OpenRequest(tx, needs.NewRequest{Channel: needs.Web, Record: record, Neighbourhood: "hapi", Priority: needs.Soon, FirstContactHours: 4, Key: "tried"})
		if err != nil {
			return err
		}
		t, err = tasks.OpenTask(tx, tasks.NewTask{
			Kind: tasks.FirstContact, Request: request.ID, Record: record, Title: "First contact", Neighbourhood: "hapi", Priority: needs.Soon, DueAt: tx.Now(),
		})
		return err
	}); err != nil {
		c.t.Fatal(err)
	}
	s := tasks.New(c.db)
	as := access.With(c.ctx, access.Principal{Account: "bo", Name: "Bo", Grants: []access.Grant{{Role: access.Manager}}})
	if err := s.RecordOutcome(as, tasks.Choice{ID: t.ID, Version: t.Version}, tasks.Outcome{Code: tasks.NoAnswer, Note: "Left no message"}); err != nil {
		c.t.Fatal(err)
	}
	return t
}

// Somebody who did not answer rings back: the call says what we wanted, and one press
// records it.
func TestSomebodyRingsBack(t *testing.T) {
	c := newCentre(t)
	task := c.tried()
	c.clock.Advance(2 * time.Hour)
	d := c.desk(jo).ring()
	d.write("do=search terms=am")
	_, id, _ := strings.Cut(d.page.Body, `name="person" value="`)
	d.write("person=" + id[:36])
	d.page.Says("We tried to reach them on 2 April at 12:00: First contact.", "Left no message", "They rang back: we have spoken")
	value := rangBack.FindStringSubmatch(d.page.Body)[1]
	d.write("rang-back=" + value)
	d.page.Says("Recorded: we have spoken to them").Hides("We tried to reach them")
	now, err := tasks.New(c.db).Task(c.ctx, task.ID)
	if err != nil || now.State != tasks.Done || now.Outcome != "spoken" || now.Assignee.Name != "Jo" {
		t.Errorf("the task is %+v, %v", now, err)
	}
	// sent again from a page that is no longer true it changes nothing
	d.write("rang-back=" + value)
	d.page.Is(http.StatusOK).Says("Nothing was recorded now")
	b := contacts.New(c.db, c.b, people.New(c.db, c))
	sh, err := b.Shield(access.With(c.ctx, sam), task.Record, contacts.Wish{Method: contacts.Phone})
	if err != nil || sh.Held.AgentName != "Jo" || sh.Recent[0].Direction != contacts.In || sh.Recent[0].Outcome != contacts.Spoken {
		t.Errorf("a colleague is told %+v, %v", sh, err)
	}
	d.write("do=end outcome=answered safe=yes")
	if sh, err = b.Shield(access.With(c.ctx, sam), task.Record, contacts.Wish{Method: contacts.Phone}); err != nil || !sh.Held.IsZero() {
		t.Errorf("after the call a colleague is told %+v, %v", sh, err)
	}
}

// twin is a second record on Amina Khan's number, of whom nobody has said that they are her.
func (c *centre) twin(given string) (id people.PersonID) {
	c.t.Helper()
	if err := c.db.Write(c.ctx, func(tx *db.Tx) error {
		n := people.NewRecord{Neighbourhood: "leigh", Source: "letter"}
		n.GivenNames, n.FamilyName, n.Phone = given, "Caan", "+447700900123"
		r, err := people.Add(tx, n, nil)
		id = people.PersonID(r.ID)
		return err
	}); err != nil {
		c.t.Fatal(err)
	}
	return id
}

// Whoever rings from a number that somebody else was rung on may be that person, on a record
// nobody has joined: the agent asks, and one press leads to the open call.
func TestACallBackReachesAnUnjoinedRecord(t *testing.T) {
	c := newCentre(t)
	task := c.tried()
	twin := c.twin("Mina")
	c.clock.Advance(2 * time.Hour)
	d := c.desk(jo).ring()
	d.page.Hides("was rung on")
	d.write("person=" + string(twin))
	d.page.Says("Mina Caan", "Somebody with this number was rung on 2 April at 12:00. Is it them?", "Amina Khan", "First contact", "It is them : Amina Khan").Hides("They rang back: we have spoken")
	if now, err := tasks.New(c.db).Task(c.ctx, task.ID); err != nil || !now.State.Open() {
		t.Fatalf("it is taken to be them without a word: %+v, %v", now, err)
	}
	d.write("person=" + string(task.Record))
	d.page.Says("We tried to reach them on 2 April at 12:00", "They rang back: we have spoken").Hides("Somebody with this number")
	d.write("rang-back=" + rangBack.FindStringSubmatch(d.page.Body)[1])
	d.page.Says("Recorded: we have spoken to them")
	// Nobody waits on the number any more.
	other := c.desk(sam).ring().write("person=" + string(twin))
	other.page.Says("Mina Caan").Hides("Somebody with this number")
}

// Somebody new who gives the number is asked as well, while it is written down.
func TestANewCallerOnANumberThatWasRung(t *testing.T) {
	c := newCentre(t)
	task := c.tried()
	d := c.desk(jo).ring().write("do=new")
	d.page.Hides("Somebody with this number")
	d.write("do=save first_name=Zita last_name=Orr phone=07700_900123")
	d.page.Says("Somebody with this number was rung on", "Amina Khan")
	answers := d.filled("phone=07700_900124")
	d.Post(d.at+"/draft", answers).Is(http.StatusOK).Hides("Somebody with this number")
	d.open()
	answers = d.filled("phone=07700_900123")
	d.Post(d.at+"/draft", answers).Is(http.StatusOK).Says("Somebody with this number was rung on", "Amina Khan").Has(`value="` + string(task.Record) + `"`)
	nameless := c.desk(sam).ring().write("do=nameless")
	nameless.write("do=save phone=07700_900123").page.Says("Somebody with this number was rung on")
}

// Of a restricted person nothing is told but that a supervisor knows more.
func TestACallBackTellsNothingOfARestrictedPerson(t *testing.T) {
	c := newCentre(t)
	task := c.tried()
	twin := c.twin("Mina")
	who := people.New(c.db, c)
	if err := who.Sealing(make([]byte, 32)); err != nil {
		t.Fatal(err)
	}
	if err := who.Mark(access.With(c.ctx, bo), people.PersonID(task.Record), nil, []people.Label{people.Restricted}); err != nil {
		t.Fatal(err)
	}
	d := c.desk(jo).ring().write("person=" + string(twin))
	d.page.Says("Ask a supervisor before the call ends").Hides("Amina", "Khan", string(task.Record), "It is them", "Left no message")
	// The same is said where only the call is kept from them.
	guarded := newCentre(t)
	guarded.guards(guarded.tried())
	twin = guarded.twin("Mina")
	guarded.desk(jo).ring().write("person="+string(twin)).page.Says("Ask a supervisor before the call ends").Hides("Amina", "It is them")
	guarded.desk(bo).ring().write("person="+string(twin)).page.Says("Amina Khan", "Is it them?").Hides("Ask a supervisor")
}

// guards puts a label on a task that few may know of.
func (c *centre) guards(t tasks.Task) {
	c.t.Helper()
	if err := c.db.Write(c.ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE tasks_task SET labels = '["restricted"]' WHERE borough_id = ? AND id = ?`, tx.Borough(), t.ID)
		return err
	}); err != nil {
		c.t.Fatal(err)
	}
}

// A number that many share, as a hostel's, tells nothing.
func TestANumberOfManyTellsNothing(t *testing.T) {
	c := newCentre(t)
	c.tried()
	for range 40 {
		c.twin("Guest")
	}
	twin := c.twin("Mina")
	c.desk(jo).ring().write("person="+string(twin)).page.Says("Mina Caan").Hides("Somebody with this number", "Ask a supervisor")
}
