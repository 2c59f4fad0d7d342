package settingsweb

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"kith/internal/blueprint"
	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/settings"
)

// editing is a file of the draft as it is written.
type editing struct {
	draft     settings.Draft
	file      settings.DraftFile // as it is saved; its version is what a save goes over
	content   string             // as it was typed
	title     string
	here      []blueprint.Problem
	elsewhere []blueprint.Problem
	keeps     bool
	// The rest is of a save that somebody else was quicker with.
	other string // who
	when  govuk.Moment
	lines []settings.Line
}

// mostTyped is how many bytes a file may have on its way here, percent-encoded.
const mostTyped = 4 << 20

func (p *pages) editing(r *http.Request, d settings.Draft, content *string) (editing, error) {
	f, found := d.File(r.PathValue("name"))
	if !found && p.settings.SectionName(f.Name) == "" {
		return editing{}, settings.NoFile()
	}
	e := editing{draft: d, file: f, content: f.Content, title: p.titleOf(f.File), keeps: keeps(r.Context())}
	if content != nil {
		e.content = *content
	}
	if !found && strings.TrimSpace(e.content) == "" {
		return e, nil // a file that need not be there
	}
	for _, problem := range p.settings.CheckWith(d, f.Name, e.content) {
		if problem.File == f.Name {
			e.here = append(e.here, problem)
			continue
		}
		e.elsewhere = append(e.elsewhere, problem)
	}
	return e, nil
}

func (p *pages) draftFile(w http.ResponseWriter, r *http.Request) error {
	d, done, err := p.need(w, r)
	if done {
		return err
	}
	e, err := p.editing(r, d, nil)
	if err != nil {
		return err
	}
	return p.showEditing(w, r, http.StatusOK, e, nil)
}

func (p *pages) showEditing(w http.ResponseWriter, r *http.Request, status int, e editing, wrong []forms.ErrorItem) error {
	return web.Render(w, r, status, web.Page{
		Title: e.title + ", draft", Section: section, Back: draftPath, Wide: true, Errors: wrong, Body: editPage(e),
	})
}

// typed is the file as it was sent, with what it was written over.
func typedFile(r *http.Request) (s settings.Save, err error) {
	values, err := web.Parse(r)
	if err != nil {
		return s, err
	}
	s = settings.Save{Draft: draftID(values), Name: r.PathValue("name"), Content: plainText(values.Get("content"))}
	s.Version, _ = strconv.ParseInt(values.Get("version"), 10, 64)
	return s, nil
}

// plainText is a text as a browser sends it, without what cannot be kept.
func plainText(raw string) string {
	text := strings.ReplaceAll(strings.ToValidUTF8(raw, "\uFFFD"), "\x00", "")
	return strings.ReplaceAll(text, "\r\n", "\n")
}

// checkFile says what is wrong with a text that is not saved: as a part of the page while
// somebody types, and as the whole page where no script runs.
func (p *pages) checkFile(w http.ResponseWriter, r *http.Request) error {
	s, err := typedFile(r)
	if err != nil {
		return err
	}
	d, done, err := p.need(w, r)
	if done {
		return err
	}
	e, err := p.editing(r, d, &s.Content)
	if err != nil {
		return err
	}
	if r.Header.Get("HX-Request") != "" {
		return web.Fragment(w, r, http.StatusOK, checkedFragment(e))
	}
	e.file.Version = s.Version
	return p.showEditing(w, r, http.StatusOK, e, nil)
}

func (p *pages) saveFile(w http.ResponseWriter, r *http.Request) error {
	s, err := typedFile(r)
	if err != nil {
		return err
	}
	err = p.settings.SaveFile(r.Context(), s)
	if err != nil {
		return p.notSaved(w, r, s, err)
	}
	d, done, err := p.need(w, r)
	if done {
		return err
	}
	e, err := p.editing(r, d, nil)
	if err != nil {
		return err
	}
	text := s.Name + " is saved in the draft."
	if n := len(e.here) + len(e.elsewhere); n > 0 {
		text += " It has " + counted(n, "problem") + ", shown below."
	}
	web.Flash(w, r, text)
	return web.Redirect(w, r, filesPath+s.Name)
}

// notSaved shows what was typed again, beside what somebody else saved meanwhile.
func (p *pages) notSaved(w http.ResponseWriter, r *http.Request, s settings.Save, cause error) error {
	overtaken, stale := errors.AsType[settings.Overtaken](cause)
	if !stale {
		return cause
	}
	d, done, err := p.need(w, r)
	if done {
		return err
	}
	e, err := p.editing(r, d, &s.Content)
	if err != nil {
		return err
	}
	e.other, e.when = p.settings.Who(r.Context(), overtaken.Now.ChangedBy), govuk.Ago(overtaken.Now.ChangedAt, p.settings.Now(r.Context()))
	e.lines = settings.Difference(overtaken.Now.Content, s.Content)
	return p.showEditing(w, r, http.StatusConflict, e, []forms.ErrorItem{{Href: "#content", Text: e.other + " saved this file meanwhile. What you wrote is kept below and not saved yet"}})
}

// marked are the lines of the file that have a problem.
func (e editing) marked() map[int]bool {
	lines := map[int]bool{}
	for _, p := range e.here {
		lines[p.Line] = true
	}
	return lines
}

// rows is how many lines the box has.
func (e editing) rows() int { return strings.Count(e.content, "\n") + 1 }

// line is the text of a line, from 1.
func (e editing) line(n int) string {
	all := strings.Split(e.content, "\n")
	if n < 1 || n > len(all) {
		return ""
	}
	return strings.TrimSpace(all[n-1])
}

func (e editing) verdict() string {
	switch n := len(e.here) + len(e.elsewhere); {
	case n == 0:
		return "No problem found."
	case len(e.here) == 0:
		return counted(n, "problem") + ", in other files."
	default:
		return counted(len(e.here), "problem") + " in this file."
	}
}

// numbers are the line numbers, those with a problem marked.
func (e editing) numbers() string {
	var out strings.Builder
	bad := e.marked()
	for n := 1; n <= e.rows(); n++ {
		if bad[n] {
			out.WriteString("<mark>" + strconv.Itoa(n) + "</mark>\n")
			continue
		}
		out.WriteString(strconv.Itoa(n) + "\n")
	}
	return out.String()
}
