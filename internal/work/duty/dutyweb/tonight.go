package dutyweb

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/work/board/boardview"
	"kith/internal/work/duty"
)

// screen is the page of tonight.
type screen struct {
	words
	duty.Tonight
	who  access.Principal
	back []duty.Line

	heads []boardview.Section
}

func (p *pages) screen(ctx context.Context) (*screen, error) {
	t, err := p.duty.Tonight(ctx)
	if err != nil {
		return nil, err
	}
	s := &screen{Tonight: t, who: access.From(ctx), back: t.Back()}
	s.words, err = p.words(ctx, t.Now)
	return s, err
}

func (p *pages) tonight(w http.ResponseWriter, r *http.Request) error {
	s, err := p.screen(r.Context())
	if err != nil {
		return err
	}
	if s.heads, err = boardview.Look(r.Context(), p.heads); err != nil {
		return err
	}
	p.saw(r.Context(), slices.Concat(worksOf(s.Lines), worksOf(s.Earlier), s.Referred, s.CameIn)...)
	return web.Render(w, r, http.StatusOK, web.Page{Title: section, Section: section, Wide: true, Body: tonightPage(s)})
}

// tonights are the lines that the night still has before it, or behind it.
func (s *screen) tonights() (all []duty.Line) {
	for _, l := range s.Lines {
		if l.State != duty.Withdrawn && (s.OnDuty || l.State != duty.Done) && l.State != duty.Seen {
			all = append(all, l)
		}
	}
	return all
}

// gone are the lines of the night that nobody has to do anything about any more.
func (s *screen) gone() (all []duty.Line) {
	for _, l := range s.Lines {
		if !l.State.Open() {
			all = append(all, l)
		}
	}
	return all
}

// truth is the night in a sentence or two.
func (s *screen) truth() string {
	said := "The hubs are open and shut " + clock(s.Night.From, s.Now) + ". They open again " + clock(s.Night.To, s.Now) + "."
	if s.Shut {
		said = "The hubs are shut and open " + clock(s.Night.To, s.Now) + "."
	}
	waits := 0
	for _, l := range s.Lines {
		if l.State == duty.Handed {
			waits++
		}
	}
	said += fmt.Sprintf(" Handed over for tonight: %d, not acknowledged: %d.", len(s.tonights()), waits)
	if s.OnDuty {
		said += fmt.Sprintf(" Referred to the duty team: %d.", len(s.Referred))
	}
	return said + fmt.Sprintf(" Given back or due back and not acknowledged by a hub: %d.", len(s.back))
}

// clock is a time near now in words: "at 8:00pm", "on Wednesday 8 April at 8:00am".
func clock(at, now time.Time) string {
	local := at.In(day.London)
	if day.Of(at) == day.Of(now) {
		return "today at " + local.Format("3:04pm")
	}
	return "on " + local.Format("Monday 2 January at 3:04pm")
}

// choiceValue names a line in a form as it was seen.
func choiceValue(l duty.Line) string { return string(l.ID) + "@" + strconv.FormatInt(l.Version, 10) }

// takeAll acknowledges every line the page showed as not acknowledged.
func (p *pages) takeAll(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	var all []duty.Choice
	for _, one := range values["line"] {
		text, version, _ := strings.Cut(one, "@")
		id, err := ident.Parse[duty.Line](text)
		if err != nil {
			return err
		}
		seen, _ := strconv.ParseInt(version, 10, 64) // what is no number was never seen
		all = append(all, duty.Choice{ID: id, Version: seen})
	}
	n, err := p.duty.TakeAll(r.Context(), all)
	if err != nil {
		return err
	}
	said := fmt.Sprintf("%s acknowledged", count(n, "line", "lines"))
	if left := len(all) - n; left > 0 {
		said += fmt.Sprintf(". %d had changed in the meantime: look at the list again", left)
	}
	web.Flash(w, r, said)
	return web.Redirect(w, r, home)
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// lineValues are the hidden fields that name lines in a form.
func lineValues(all []duty.Line) (fields []forms.Hidden) {
	for _, l := range all {
		f := forms.Hidden{Name: "line"}
		f.Set(choiceValue(l))
		fields = append(fields, f)
	}
	return fields
}
