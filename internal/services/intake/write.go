package intake

import (
	"kith/internal/plat/db"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/tasks"
)

// write carries a plan out in one transaction: the person, the request, its needs, the
// hub's first contact and the work, or nothing at all.
func (p plan) write(tx *db.Tx, like []people.Candidate) (needs.Request, error) {
	person, err := p.whom(tx, like)
	if err != nil {
		return needs.Request{}, err
	}
	asked := p.request
	asked.Record = person.ID
	request, err := needs.OpenRequest(tx, asked)
	if err != nil {
		return needs.Request{}, err
	}
	if err := arrive(tx, request.ID, p.arrival); err != nil {
		return needs.Request{}, err
	}
	if p.setting.ID != "" {
		if err := needs.ForSetting(tx, request.ID, p.setting.ID); err != nil {
			return needs.Request{}, err
		}
	}
	if err := contacts.Note(tx, turnedToUs(request)); err != nil {
		return needs.Request{}, err
	}
	if _, err := tasks.OpenTask(tx, p.titled(p.contact(request))); err != nil {
		return needs.Request{}, err
	}
	for _, decision := range p.needs {
		if err := p.writeNeed(tx, request, decision); err != nil {
			return needs.Request{}, err
		}
	}
	if p.also != nil {
		return request, p.also(tx, request)
	}
	return request, nil
}

// whom is the record the request hangs on: a new person's, or one of the person whom staff
// found. Of them there is a further record only when something is said that none says yet,
// so that the work goes by what was said last and each fact keeps who said it and when.
func (p plan) whom(tx *db.Tx, like []people.Candidate) (people.Record, error) {
	if p.known == "" {
		return people.Add(tx, p.person, like)
	}
	return people.SayMore(tx, p.known, p.person)
}

// writeNeed opens a need with its work. One that goes straight to a service is with the
// coordination queue, whichever hub has the rest of the request.
func (p plan) writeNeed(tx *db.Tx, r needs.Request, decision needs.Result) error {
	hood, request := r.Neighbourhood, r
	if decision.StraightTo != "" {
		r.Neighbourhood = ""
	}
	need, err := needs.OpenNeed(tx, needs.NewNeed{Request: r, Category: decision.Need, Decision: decision})
	if err != nil {
		return err
	}
	for _, work := range p.work(need, hood) {
		if err := p.begin(tx, request, work); err != nil {
			return err
		}
	}
	return nil
}

// begin starts a piece of work: by its protocol, or as a task without steps where the
// blueprint has none for it.
func (p plan) begin(tx *db.Tx, r needs.Request, work piece) error {
	if work.protocol == "" {
		_, err := tasks.OpenTask(tx, p.titled(work.NewTask))
		return err
	}
	_, _, err := p.steps.Start(tx, protocols.Beginning{Protocol: work.protocol, Request: r, Need: work.Need, Work: p.stepwise(work)})
	return err
}

// turnedToUs is the contact by which a request was made.
func turnedToUs(r needs.Request) contacts.Event {
	e := contacts.Event{
		Record: r.Record, Direction: contacts.In, Method: contacts.WebForm, Role: contacts.Themselves, Purpose: "Asked for help",
		Outcome: contacts.Received, Request: string(r.ID), Source: contacts.FromForm,
	}
	switch r.Channel {
	case needs.Phone:
		e.Method, e.Outcome, e.Source = contacts.Phone, contacts.Spoken, contacts.FromCall
	case needs.WalkIn:
		e.Method, e.Outcome = contacts.InPerson, contacts.Spoken
	}
	if !r.Asker.Self() {
		e.Role, e.Spoke = contacts.Relative, r.Asker.Name
	}
	if r.Channel == needs.Referrer {
		e.Role = contacts.Professional
	}
	return e
}
