package needsweb

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/journal"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/needs/needsview"
)

// view is one request as somebody may see it.
type view struct {
	request  needs.Request
	person   people.Record
	arrival  Arrival
	setting  string // the setting it is for, with its headcount; "" for a person
	needs    []needView
	open     int // needs that have not ended
	answers  []answered
	unkept   bool // the questions it answered are no longer kept
	tasks    []TaskLink
	hubs     hubs
	veil     veil
	now      time.Time
	accepter string
	handed   []needsview.HandOver // each time it left a hub, the last first
	takes    bool                 // whoever looks may accept it, hand it over and give it back
	reason   forms.Text
	changed  govuk.Table // what others changed since the form that was sent was drawn
	said     []saidView  // what was said of it since it was made
	hears    bool        // whoever looks may write down what the person says now
}

// saidView is one thing that was said of a request after it was made.
type saidView struct {
	what, by, words string
	at              time.Time
}

// version is the hidden field by which a form knows how the request stood.
func (v view) version() forms.Hidden {
	f := forms.Hidden{Name: "version"}
	f.Set(strconv.FormatInt(v.request.Version, 10))
	return f
}

func (p *pages) request(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[needs.Request](r.PathValue("id"))
	if err != nil {
		return err
	}
	return p.show(w, r, http.StatusOK, id, 0, "")
}

// show draws a request as it stands now. A problem says why what was pressed was not done;
// seen is the version it was pressed at.
func (p *pages) show(w http.ResponseWriter, r *http.Request, status int, id needs.RequestID, seen int64, problem string) error {
	v, err := p.view(r.Context(), id)
	if err != nil {
		return p.left(w, r, status, id, problem, err)
	}
	if problem != "" {
		if err := p.changedSince(r.Context(), &v, seen); err != nil {
			return err
		}
	}
	page := web.Page{
		Title: "Request " + string(v.request.Reference), Back: "/requests", Wide: true, Section: section, Body: requestPage(v),
	}
	if problem != "" {
		page.Errors = []forms.ErrorItem{{Href: "#standing", Text: problem}}
	}
	return web.Render(w, r, status, page)
}

// changedSince adds what others changed about the request since somebody saw it.
func (p *pages) changedSince(ctx context.Context, v *view, seen int64) error {
	all, err := p.needs.RequestSince(ctx, v.request.ID, seen)
	if err != nil {
		return err
	}
	if v.veil.what {
		for i := range all {
			all[i].Last.Reason = ""
		}
	}
	v.changed = p.names(ctx, v.hubs).Changed(all)
	return nil
}

func (p *pages) view(ctx context.Context, id needs.RequestID) (v view, err error) {
	if v.request, err = p.needs.Request(ctx, id); err != nil {
		return v, err
	}
	all, err := p.needs.NeedsOf(ctx, id)
	if err != nil {
		return v, err
	}
	who := access.From(ctx)
	v.veil, v.now = veilOf(who, v.request, all), p.around.Now()
	for _, n := range all {
		v.needs = append(v.needs, p.needView(ctx, who, n))
		if !n.State.Ended() {
			v.open++
		}
	}
	v.takes = v.request.State.Open() && who.HasFor(v.request.Neighbourhood, takers...)
	v.hears = v.request.State.Open() && who.HasFor(v.request.Neighbourhood, hearers...)
	v.reason = forms.Text{Name: "reason", Label: "Why your hub cannot take this", Hint: "The next hub reads this.", Required: true, Max: 500, Rows: 3}
	return v, p.surround(ctx, &v)
}

// surround adds what the rest of the program knows of a request.
func (p *pages) surround(ctx context.Context, v *view) (err error) {
	if v.person, err = p.around.Record(ctx, v.request.Record, journal.Object{Kind: "request", ID: string(v.request.ID)}); err != nil {
		return err
	}
	v.veil = v.veil.because(v.person, access.From(ctx))
	if v.arrival, err = p.around.Arrival(ctx, v.request.ID); err != nil {
		return err
	}
	setting, found, err := p.needs.Setting(ctx, v.request.ID)
	if err != nil {
		return err
	}
	if found {
		v.setting = setting.Called()
	}
	if v.hubs, err = p.hubs(ctx); err != nil {
		return err
	}
	if v.handed, err = p.handed(ctx, v); err != nil {
		return err
	}
	if v.tasks, err = p.around.Tasks(ctx, v.request.ID); err != nil {
		return err
	}
	if v.request.AcceptedBy != "" {
		v.accepter = p.around.AccountName(ctx, v.request.AcceptedBy)
	}
	if v.said, err = p.saidOf(ctx, v); err != nil {
		return err
	}
	questions, err := p.around.Questions(ctx, v.request.Blueprint)
	if fault.KindOf(err) == fault.NotFound && err != nil {
		v.unkept = true
		return nil
	}
	if err != nil {
		return err
	}
	v.answers, err = answersIn(questions, v.request.Answers, v.veil)
	return err
}

// handed is each time the request left a hub, in words.
func (p *pages) handed(ctx context.Context, v *view) (all []needsview.HandOver, err error) {
	found, err := p.needs.HandOvers(ctx, v.request.ID)
	for _, h := range found {
		if v.veil.what {
			h.Reason = ""
		}
		all = append(all, p.names(ctx, v.hubs).HandOver(h))
	}
	return all, err
}

// identityFacts are what tells one request from another at a glance.
func identityFacts(v view) []string {
	facts := []string{"Request " + string(v.request.Reference), v.hubs.name(v.request.Neighbourhood)}
	if v.setting != "" {
		facts = append(facts, "For "+v.setting)
	}
	return facts
}

// saidOf is what was said of a request since it was made. The words are for those who may
// read all of the request; that something was said, everybody may know who sees it.
func (p *pages) saidOf(ctx context.Context, v *view) (all []saidView, err error) {
	told, err := p.needs.SaidOf(ctx, v.request.ID)
	for _, one := range told {
		s := saidView{what: one.Kind.Label(), by: p.around.AccountName(ctx, one.By), words: one.Words, at: one.At}
		if v.veil.what && s.words != "" {
			s.words = restricted
		}
		if one.By == "public" {
			s.by = "The person, with their code"
		}
		all = append(all, s)
	}
	return all, err
}
