package doorstepweb

import (
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/document"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/services/rounds"
	"kith/internal/services/rounds/doorstep"
)

// stopView is one stop on the doorstep.
type stopView struct {
	rounds.Round
	line   rounds.Line
	door   []string // what to keep to at the door
	photos []doorstep.Photo
	hidden []string // the withheld address, for its one driver
	errors []forms.ErrorItem

	version  forms.Hidden
	key      forms.Hidden
	outcome  forms.Radios
	received forms.String
	note     forms.Text
	concern  forms.Text
	unopened forms.Checkboxes
	photo    forms.File
}

func (p *pages) stopView(r *http.Request) (*stopView, error) {
	id, err := ident.Parse[rounds.Stop](r.PathValue("stop"))
	if err != nil {
		return nil, err
	}
	round, line, err := p.rounds.StopLine(r.Context(), id)
	if err != nil {
		return nil, err
	}
	v := &stopView{Round: round, line: line}
	if v.door, err = p.doors.AtDoor(r.Context(), line); err != nil {
		return nil, err
	}
	if v.photos, err = p.doors.PhotosOf(r.Context(), id); err != nil {
		return nil, err
	}
	v.version = forms.Hidden{Name: "version", Raw: strconv.FormatInt(line.Stop.Version, 10)}
	v.key = forms.Hidden{Name: "key", Required: true, Raw: string(ident.New[stopView](p.rounds.Now(r.Context())))}
	v.outcome = forms.Radios{Name: "outcome", Label: "What came of it?", Required: true, Missing: "Select what came of it"}
	for _, o := range line.Outcomes() {
		v.outcome.Options = append(v.outcome.Options, forms.Option{Value: string(o), Label: o.Label()})
	}
	v.received = forms.String{Name: "received", Label: "Which neighbour took it (if one did)", Max: 200}
	v.note = forms.Text{Name: "note", Label: "Note (optional)", Hint: "What the next person has to know. Nothing about health.", Max: 400, Rows: 2}
	v.concern = forms.Text{Name: "concern", Label: "Are you worried about them? Say why (optional)", Hint: "Somebody rings them and finds out how they are.", Max: 400, Rows: 2}
	v.unopened = forms.Checkboxes{Name: "unopened", Label: "Did you notice?", Small: true, Options: []forms.Option{{Value: "yes", Label: "The last box stands there unopened"}}}
	v.photo = photoField()
	return v, nil
}

func (v *stopView) show(w http.ResponseWriter, r *http.Request, status int) error {
	errs := append(v.errors, forms.Errors(&v.outcome, &v.received, &v.note, &v.concern, &v.unopened, &v.key)...)
	if v.photo.Err() != "" {
		errs = append(errs, forms.ErrorItem{Href: v.photo.Href(), Text: v.photo.Err()})
	}
	return web.Render(w, r, status, web.Page{Title: "Stop " + strconv.FormatInt(v.line.Position, 10), Section: section, Back: driven + "/" + string(v.Round.ID), Errors: errs, Body: stopPage(v)})
}

func (p *pages) stop(w http.ResponseWriter, r *http.Request) error {
	v, err := p.stopView(r)
	if err != nil {
		return err
	}
	return v.show(w, r, http.StatusOK)
}

func (p *pages) record(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	v, err := p.stopView(r)
	if err != nil {
		return err
	}
	if values.Get("address") != "" {
		return p.address(w, r, v)
	}
	photo, err := photoIn(r, v.photo.Name)
	if err != nil {
		return err
	}
	now := v.version.Raw
	if !forms.Parse(values, &v.version, &v.key, &v.outcome, &v.received, &v.note, &v.concern, &v.unopened) {
		v.again(photo)
		return v.show(w, r, http.StatusUnprocessableEntity)
	}
	version, err := strconv.ParseInt(v.version.Raw, 10, 64)
	if err != nil {
		version = -1
	}
	err = p.doors.Record(r.Context(), doorstep.Said{
		Stop: v.line.Stop.ID, Version: version, Outcome: rounds.StopState(v.outcome.Value()), Received: v.received.Value(), Note: v.note.Value(),
		Concern: v.concern.Value(), Unopened: len(v.unopened.Value()) > 0, Photo: photo, Key: v.key.Value(),
	})
	if told(err) {
		v.version.Set(now)
		v.fail(err)
		v.again(photo)
		return v.show(w, r, web.Status(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "Recorded")
	return web.Redirect(w, r, driven+"/"+string(v.Round.ID))
}

// photoIn reads the photo that came with the form; nil is none.
func photoIn(r *http.Request, name string) ([]byte, error) {
	in, _, err := r.FormFile(name)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return io.ReadAll(io.LimitReader(in, document.PhotoLimit+1))
}

// again asks for a photo once more when the form comes back: browsers do not keep one.
func (v *stopView) again(photo []byte) {
	if len(photo) > 0 && v.photo.Err() == "" && v.line.State == rounds.Planned && !v.line.Hidden {
		v.photo.Fail("Choose the photo again")
	}
}

// fail says what is wrong beside what it is about.
func (v *stopView) fail(err error) {
	code, text := fault.CodeOf(err), fault.MessageOf(err)
	if strings.HasPrefix(code, "document.photo") || code == "doorstep.photos" {
		v.photo.Fail(text)
		return
	}
	v.errors = []forms.ErrorItem{{Href: v.about(code), Text: text}}
}

func (v *stopView) about(code string) string {
	if v.line.State != rounds.Planned {
		return "#stop" // nothing is asked any more
	}
	switch code {
	case "rounds.which-neighbour":
		return v.received.Href()
	case "rounds.say-why", "rounds.say-what":
		return v.note.Href()
	}
	return v.outcome.Href()
}

// address shows a withheld address to its one driver, on this page and nowhere else.
func (p *pages) address(w http.ResponseWriter, r *http.Request, v *stopView) error {
	a, err := p.doors.HiddenAddress(r.Context(), v.line.Stop.ID)
	if err != nil {
		return err
	}
	v.hidden = a.Lines()
	return v.show(w, r, http.StatusOK)
}

// told reports whether an error says to people what to mend.
func told(err error) bool {
	k := fault.KindOf(err)
	return err != nil && (k == fault.Invalid || k == fault.Conflict || k == fault.Stale)
}
