package roundsweb

import (
	"net/http"
	"net/url"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/services/rounds"
	"kith/internal/work/fleet"
	"kith/internal/work/routing"
)

// severalForm is the id of the form that the tick boxes of all rounds belong to.
const severalForm = "several"

// wheres is a choice among the rounds of the plan.
func (b *board) wheres(name, label string) forms.Select {
	to := forms.Select{Name: name, Label: label, Required: true}
	for w, way := range b.version.Ways {
		to.Options = append(to.Options, forms.Option{Value: string(way.Shift), Label: b.title(w)})
	}
	return to
}

// several moves what is ticked to one round.
func (p *pages) several(w http.ResponseWriter, r *http.Request) error {
	id, version, values, err := posted(r)
	if err != nil {
		return err
	}
	b, err := p.board(r)
	if err != nil {
		return err
	}
	refs := b.tick(values)
	if version != b.Version {
		b.ticked = nil // the numbers stand for other loads by now
		return b.refuse(w, r, fault.New(fault.Stale, "rounds.stale", "Somebody else has changed this plan since you opened it. Look at it again, then decide."))
	}
	if len(refs) == 0 {
		return b.refuse(w, r, fault.New(fault.Invalid, "rounds.nothing-ticked", "Tick the loads that you want to move."))
	}
	if !forms.Parse(values, &b.to) {
		return b.refuse(w, r, fault.New(fault.Invalid, "rounds.no-round", "Select the round that they go to."))
	}
	d, err := p.rounds.Adjust(r.Context(), id, version, rounds.Change{Several: &routing.Several{Refs: refs, Shift: fleet.ShiftID(b.to.Value())}})
	if err != nil {
		if !told(err) {
			return err
		}
		return b.refuse(w, r, err)
	}
	web.Flash(w, r, difference(d))
	return web.Redirect(w, r, plans+"/"+string(id))
}

// tick keeps what is ticked, and gives what it stands for.
func (b *board) tick(values url.Values) (refs []routing.Ref) {
	b.ticked = map[int]bool{}
	for _, one := range values["item"] {
		if n, err := strconv.Atoi(one); err == nil && n >= 0 && n < len(b.version.Items) {
			b.ticked[n] = true
			refs = append(refs, b.version.Items[n].Ref)
		}
	}
	return refs
}

// refuse shows the plan with what is ticked, and why it was not moved.
func (b *board) refuse(w http.ResponseWriter, r *http.Request, why error) error {
	b.errors = []forms.ErrorItem{{Href: "#" + severalForm, Text: fault.MessageOf(why)}}
	return b.show(w, r, web.Status(why))
}
