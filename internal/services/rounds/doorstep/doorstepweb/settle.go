package doorstepweb

import (
	"net/http"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/services/rounds/doorstep"
	"kith/internal/services/rounds/roundsview"
)

// settleView are the outcomes that the plan no longer fitted.
type settleView struct {
	all    []quarrel
	errors []forms.ErrorItem
}

type quarrel struct {
	doorstep.Quarrel
	photos  []doorstep.Photo
	saidBy  string // who recorded the stop meanwhile
	reason  forms.String
	address string // of its form
}

func (p *pages) settleView(r *http.Request) (*settleView, error) {
	found, err := p.doors.Quarrels(r.Context())
	if err != nil {
		return nil, err
	}
	v := &settleView{}
	for _, q := range found {
		one := quarrel{Quarrel: q, address: unsettled + "/" + q.Key}
		one.reason = forms.String{Name: "reason-" + q.Key, Label: "Or set it aside, because", Max: 400}
		if q.Line.State.Done() {
			one.saidBy = p.around.AccountName(r.Context(), q.Line.SaidBy)
		}
		photos, err := p.doors.PhotosOf(r.Context(), q.Stop)
		if err != nil {
			return nil, err
		}
		for _, photo := range photos {
			if photo.Outcome == q.Key && !q.Line.Hidden {
				one.photos = append(one.photos, photo)
			}
		}
		v.all = append(v.all, one)
	}
	return v, nil
}

// changed is what has changed since the driver took the round along.
func (q quarrel) changed() string {
	if q.saidBy != "" && q.Why == "" {
		return q.Since + " By " + q.saidBy + ", at " + roundsview.Clock(q.Line.SaidAt) + "."
	}
	return q.Since
}

func (p *pages) unsettled(w http.ResponseWriter, r *http.Request) error {
	v, err := p.settleView(r)
	if err != nil {
		return err
	}
	return v.show(w, r, http.StatusOK)
}

func (v *settleView) show(w http.ResponseWriter, r *http.Request, status int) error {
	return web.Render(w, r, status, web.Page{Title: "Outcomes to settle", Section: section, Back: home, Errors: v.errors, Body: settlePage(v)})
}

// settle accepts an outcome or sets it aside, by the button that was pressed.
func (p *pages) settle(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	key := r.PathValue("key")
	version, err := strconv.ParseInt(values.Get("version"), 10, 64)
	if err != nil {
		version = -1
	}
	said, reason := "Accepted as it was recorded", values.Get("reason-"+key)
	switch values.Get("do") {
	case "accept":
		err = p.doors.Accept(r.Context(), key, version)
	case "aside":
		said, err = "Set aside", p.doors.SetAside(r.Context(), key, version, reason)
	default:
		err = fault.New(fault.Invalid, "doorstep.nothing", "Choose what to do.")
	}
	if told(err) {
		return p.again(w, r, key, reason, err)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, said)
	return web.Redirect(w, r, unsettled)
}

// again shows what is wrong, with what was typed.
func (p *pages) again(w http.ResponseWriter, r *http.Request, key, reason string, wrong error) error {
	v, err := p.settleView(r)
	if err != nil {
		return err
	}
	item := forms.ErrorItem{Href: "#to-settle", Text: fault.MessageOf(wrong)}
	for i := range v.all {
		one := &v.all[i]
		if one.Key != key {
			continue
		}
		one.reason.Set(reason)
		one.reason.Fail(item.Text)
		item.Href = one.reason.Href()
	}
	v.errors = []forms.ErrorItem{item}
	return v.show(w, r, web.Status(wrong))
}
