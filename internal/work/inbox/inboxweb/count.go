package inboxweb

import (
	"net/http"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/organisations"
)

// countForm asks how much the organisation gave today. A count has no version of its own:
// the number that was shown stands for it.
type countForm struct {
	Seen  forms.Hidden // the count it was drawn from; "" is none yet
	Given forms.Int
}

func newCountForm(t organisations.Today) *countForm {
	f := &countForm{
		Seen: forms.Hidden{Name: "seen"},
		Given: forms.Int{
			Name: "given", Label: "How many parcels, meals or calls did you give today?", Noun: "how many you gave today",
			Hint: "Count all of today, also what was not asked through this inbox.", Required: true, Max: 100_000,
		},
	}
	if t.Counted {
		f.Given.Set(int(t.Given))
		f.Seen.Set(strconv.FormatInt(t.Given, 10))
	}
	return f
}

func (f *countForm) fields() []forms.Parser { return []forms.Parser{&f.Seen, &f.Given} }

func (p *pages) countToday(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	s, err := p.screen(r.Context())
	if err != nil {
		return err
	}
	now := s.count.Seen.Raw
	ok := forms.Parse(values, s.count.fields()...)
	stale := s.count.Seen.Raw != now
	s.count.Seen.Set(now)
	switch {
	case stale:
		s.change("#given", "Today's count has changed since you opened this page: it is "+countWords(s.today)+". Check it, then save again if it is wrong.")
		return s.show(w, r, http.StatusConflict)
	case !ok:
		return s.show(w, r, http.StatusUnprocessableEntity)
	}
	err = p.organisations.CountToday(r.Context(), s.today.Organisation.ID, s.today.Seen(), int64(s.count.Given.Value()), "")
	if err != nil && fault.KindOf(err) == fault.Stale { // between reading the page and writing
		s.change("#given", fault.MessageOf(err))
		return s.show(w, r, http.StatusConflict)
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Today's count is saved. Thank you.")
	return web.Redirect(w, r, home)
}

func countWords(t organisations.Today) string {
	if !t.Counted {
		return "not said yet"
	}
	return strconv.FormatInt(t.Given, 10)
}
