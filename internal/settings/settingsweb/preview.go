package settingsweb

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/settings"
	"kith/internal/work/answers"
)

const previewPath = draftPath + "/preview"

// previewing is a page of the draft's form as residents would see it. The answers travel
// with the page: nothing is saved.
type previewing struct {
	sheet answers.Sheet
	page  string
	given string // JSON
}

// summing is the end of a walk through the form.
type summing struct {
	rows  govuk.SummaryList
	given string
}

func (p *pages) preview(w http.ResponseWriter, r *http.Request) error {
	_, b, done, err := p.sound(w, r)
	if done {
		return err
	}
	return p.showPreview(w, r, b, blueprint.Part[*answers.Questions](b).Pages[0].ID, answers.Answers{})
}

// showPreview shows a page of the form that is on the way of these answers.
func (p *pages) showPreview(w http.ResponseWriter, r *http.Request, b *blueprint.Blueprint, id string, given answers.Answers) error {
	q := blueprint.Part[*answers.Questions](b)
	page, found := q.Page(id)
	if !found {
		return fault.New(fault.NotFound, "settings.no-page", "The draft has no such page of the form. Begin again.")
	}
	return p.renderPreview(w, r, http.StatusOK, q.Sheet(page, given, day.Of(p.settings.Now(r.Context()))), given)
}

func (p *pages) renderPreview(w http.ResponseWriter, r *http.Request, status int, sheet answers.Sheet, given answers.Answers) error {
	return web.Render(w, r, status, web.Page{
		Title: sheet.Title + ", preview", Section: section, Back: draftPath, Errors: sheet.Errors(),
		Body: previewPage(previewing{sheet, sheet.Page.ID, packed(given)}),
	})
}

func packed(given answers.Answers) string {
	text, err := json.Marshal(given)
	if err != nil {
		panic("settingsweb: answers are not text: " + err.Error())
	}
	return string(text)
}

// unpacked are the answers a page brought along; what cannot be read is none.
func unpacked(values url.Values, q *answers.Questions) answers.Answers {
	given := answers.Answers{}
	if err := json.Unmarshal([]byte(values.Get("given")), &given); err != nil {
		return answers.Answers{}
	}
	return settings.Asked(q, given)
}

// walk takes the answers of a page of the preview and leads on to the next.
func (p *pages) walk(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	_, b, done, err := p.sound(w, r)
	if done {
		return err
	}
	q := blueprint.Part[*answers.Questions](b)
	given := unpacked(values, q)
	page, found := q.Page(r.PathValue("page"))
	if !found {
		return fault.New(fault.NotFound, "settings.no-page", "The draft has no such page of the form. Begin again.")
	}
	sheet := q.Sheet(page, given, day.Of(p.settings.Now(r.Context())))
	valid := sheet.Parse(values)
	if !valid {
		return p.renderPreview(w, r, http.StatusUnprocessableEntity, sheet, given)
	}
	sheet.Into(given)
	next, err := q.Unanswered(given)
	if err != nil {
		return err
	}
	if next == "" {
		return p.showSum(w, r, q, given)
	}
	return p.showPreview(w, r, b, next, given)
}

func (p *pages) showSum(w http.ResponseWriter, r *http.Request, q *answers.Questions, given answers.Answers) error {
	lines, err := q.Summary(given)
	if err != nil {
		return err
	}
	s := summing{given: packed(given)}
	for _, l := range lines {
		s.rows.Rows = append(s.rows.Rows, govuk.SummaryRow{Key: l.Title, Text: or(strings.Join(l.Answer, "\n"), "Not answered")})
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Check your answers, preview", Section: section, Back: draftPath, Body: sumPage(s)})
}
