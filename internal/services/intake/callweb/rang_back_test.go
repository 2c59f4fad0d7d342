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
