package settingsweb

import (
	"net/http"
	"slices"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/settings"
)

const (
	bannersPath = draftPath + "/banners"
	bannersFile = "banners.yaml"
)

// dateText is a day as a form asks for it and as a file has it.
type dateText struct{ forms.Date }

// Value is the day as the file has it; "" when there is none.
func (d *dateText) Value() string {
	if !d.Given() {
		return ""
	}
	return d.Date.Value().String()
}

// Set fills the field with what the file says.
func (d *dateText) Set(text string) {
	date, _ := day.ParseDate(text)
	d.Date.Set(date)
}

// banner is one banner of the draft as the list shows it.
type banner struct {
	blueprint.Banner
	state  string
	colour govuk.Colour
}

func bannerForm(d settings.Draft, id string) *slotForm {
	of := func(key string) []place { return []place{at(bannersFile, "banners", id, key)} }
	var levels []forms.Option
	for _, l := range blueprint.Level("").Choices() {
		levels = append(levels, forms.Option{Value: l, Label: levelWords[blueprint.Level(l)]})
	}
	f := &slotForm{title: "Banner", action: bannersPath + "/" + id, back: bannersPath, draft: d}
	f.groups = []slotGroup{{slots: []*slot{
		{field: text("title", "Title", "Two or three words, like “Storm warning”.", blueprint.MaxBannerTitle, true), places: of("title")},
		{field: longText("text", "Text", "A sentence or two that say what to do.", blueprint.MaxBannerText, true), places: of("text")},
		{field: &forms.Radios{Name: "level", Label: "How serious it is", Required: true, Missing: "Select how serious it is", Options: levels}, places: of("level")},
		{field: &dateText{forms.Date{Name: "from", Label: "First day", Hint: "Leave it empty to show it as soon as it is published."}}, places: of("from")},
		{field: &dateText{forms.Date{Name: "until", Label: "Last day", Hint: "Leave it empty to show it until it is taken away."}}, places: of("until")},
	}}}
	return f
}

var levelWords = map[blueprint.Level]string{
	blueprint.BannerEmergency:   "Emergency: people may be in danger",
	blueprint.BannerImportant:   "Important: something has changed",
	blueprint.BannerInformation: "Information: good to know",
}

func (p *pages) banners(w http.ResponseWriter, r *http.Request) error {
	d, b, done, err := p.sound(w, r)
	if done {
		return err
	}
	var all []banner
	today := day.Of(p.settings.Now(r.Context()))
	for _, one := range b.Banners().Banners {
		shown := banner{one, "Shown", govuk.Green}
		switch {
		case one.From.After(today):
			shown.state, shown.colour = "From "+one.From.Long(), govuk.Yellow
		case !one.Until.IsZero() && one.Until.Before(today):
			shown.state, shown.colour = "Over", govuk.Grey
		}
		all = append(all, shown)
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Banners", Section: section, Back: draftPath, Wide: true, Body: bannersPage(d, all, keeps(r.Context()))})
}

func (p *pages) newBanner(w http.ResponseWriter, r *http.Request) error {
	d, _, done, err := p.sound(w, r)
	if done {
		return err
	}
	f := bannerForm(d, "new")
	f.title = "New banner"
	return p.showSlots(w, r, http.StatusOK, f, nil)
}

func (p *pages) addBanner(w http.ResponseWriter, r *http.Request) error {
	d, b, done, err := p.sound(w, r)
	if done {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := bannerForm(d, "new")
	f.title = "New banner"
	if !f.parse(values) {
		return p.showSlots(w, r, http.StatusUnprocessableEntity, f, nil)
	}
	fields := [][2]string{{"id", bannerID(b, f.slots()[0].field.Value())}}
	for _, s := range f.slots() {
		fields = append(fields, [2]string{s.field.Field().Name, s.field.Value()})
	}
	if err := p.settings.AddEntry(r.Context(), draftID(values), bannersFile, "banners", fields...); err != nil {
		return p.bannerRefused(w, r, f, err)
	}
	web.Flash(w, r, "The banner is in the draft. Nobody sees it before it is published.")
	return web.Redirect(w, r, bannersPath)
}

// bannerRefused shows a banner again that would make a problem.
func (p *pages) bannerRefused(w http.ResponseWriter, r *http.Request, f *slotForm, err error) error {
	if fault.KindOf(err) == fault.Invalid || fault.CodeOf(err) == "blueprint.by-hand" {
		return p.showSlots(w, r, http.StatusUnprocessableEntity, f, reasons(err))
	}
	return err
}

// bannerID makes an id of a title that no other banner has.
func bannerID(b *blueprint.Blueprint, title string) string {
	return idOf(title, "banner", func(id string) bool {
		return slices.ContainsFunc(b.Banners().Banners, func(one blueprint.Banner) bool { return one.ID == id })
	})
}

func (p *pages) bannerOf(w http.ResponseWriter, r *http.Request) (f *slotForm, done bool, err error) {
	d, b, done, err := p.sound(w, r)
	if done {
		return nil, true, err
	}
	for _, one := range b.Banners().Banners {
		if one.ID == r.PathValue("id") {
			return bannerForm(d, one.ID), false, nil
		}
	}
	return nil, true, fault.New(fault.NotFound, "settings.no-banner", "The draft has no such banner any more. Choose one from the list.")
}

func (p *pages) banner(w http.ResponseWriter, r *http.Request) error {
	f, done, err := p.bannerOf(w, r)
	if done {
		return err
	}
	f.fill()
	return p.showSlots(w, r, http.StatusOK, f, nil)
}

func (p *pages) saveBanner(w http.ResponseWriter, r *http.Request) error {
	f, done, err := p.bannerOf(w, r)
	if done {
		return err
	}
	return p.saveSlots(w, r, f)
}

func (p *pages) removeBanner(w http.ResponseWriter, r *http.Request) error {
	f, done, err := p.bannerOf(w, r)
	if done {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	if err := p.settings.RemoveEntry(r.Context(), draftID(values), bannersFile, "banners", r.PathValue("id")); err != nil {
		f.fill()
		return p.bannerRefused(w, r, f, err)
	}
	web.Flash(w, r, "The banner is taken out of the draft.")
	return web.Redirect(w, r, bannersPath)
}
