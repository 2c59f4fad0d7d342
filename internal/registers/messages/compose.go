package messages

import (
	"context"
	"fmt"
	"html"
	"maps"
	"strings"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/plat/document"
	"kith/internal/plat/words"
	"kith/internal/registers/places"
)

// Written is a message in words, ready to go or to be looked at.
type Written struct {
	Template Template
	Language *words.Language
	Subject  string
	Body     []document.Block
	Text     string            // as a text or a mail says it
	Kept     string            // the same without codes and links
	Letter   document.Letter   // as it is printed
	Fields   map[string]string // what was filled in
}

// Parts is how many texts it takes.
func (w Written) Parts() int { return partsOf(w.Text) }

// CanPDF reports whether it can be made into a PDF; otherwise it is printed from its page.
func (w Written) CanPDF() bool { return document.CanPrint(w.Text + strings.Join(w.Letter.Address, "")) }

// write puts a message into words for the way it goes.
func (s *Service) write(ctx context.Context, k known, m Message, way Way, at time.Time) (w Written, err error) {
	filling, err := s.filling(ctx, k, m, way)
	if err != nil {
		return Written{}, err
	}
	return k.written(filling, way, at)
}

// filling is what the message's own composer knows, over what somebody typed.
func (s *Service) filling(ctx context.Context, k known, m Message, way Way) (Filling, error) {
	f := Filling{Fields: maps.Clone(m.Fields)}
	compose, ok := s.composers[m.Purpose]
	if !ok {
		return f, nil
	}
	composed, err := compose(ctx, m, k.template(way).Language())
	if f.Fields == nil {
		f.Fields = map[string]string{}
	}
	maps.Copy(f.Fields, composed.Fields)
	f.Secret = composed.Secret
	return f, err
}

// hidden stands in the kept copy where a code or link was.
const hidden = "······"

func (k known) written(f Filling, way Way, at time.Time) (w Written, err error) {
	w.Template = k.template(way)
	w.Language, w.Subject = w.Template.Language(), w.Template.Title
	read := k.read.In(w.Language) // what is filled in is in the letter's language, whatever the person's
	fields := k.fields(read, w.Language, at)
	maps.Copy(fields, f.Fields)
	w.Fields = maps.Clone(fields)
	address, date := fields["address"], fields["date"]
	if way.Channel == Letter {
		fields["date"] = "" // it stands beside the window
	}
	fields["address"] = "" // it stands in the window, and in no mail
	kept := maps.Clone(fields)
	for name, value := range f.Secret {
		fields[name], kept[name] = value, hidden
	}
	body, err := w.Template.Fill(fields)
	if err != nil {
		return Written{}, err
	}
	copied, err := w.Template.Fill(kept)
	if err != nil {
		return Written{}, err
	}
	w.Body = document.Parse(body)
	w.Text, w.Kept = document.Plain(w.Body), document.Plain(document.Parse(copied))
	w.Letter = k.letter(read, w, address, date, at)
	return w, nil
}

// template is the letter of a way in the person's language, or in English where nobody has
// translated it.
func (k known) template(way Way) Template {
	return blueprint.Part[Letters](k.read.In(k.language()))[way.Template]
}

// fields are those that hang on the person and the borough.
func (k known) fields(read *blueprint.Blueprint, l *words.Language, at time.Time) map[string]string {
	b := read.Borough()
	name := k.now.Name()
	first, _, _ := strings.Cut(k.now.GivenNames, " ")
	if first == "" {
		first = name
	}
	fields := map[string]string{
		"first_name": first, "full_name": name, "address": strings.Join(k.addressed(), "\n"), "date": words.DateIn(l, day.Of(at)),
		"borough": b.Name, "council": b.Council, "helpline": b.Helpline.Phone.National(), "helpline_hours": inSentence(l, b.Helpline.Hours),
	}
	hood, ok := blueprint.Part[*places.Areas](read).Find(k.now.Neighbourhood)
	fields["hub"] = b.Service
	if ok {
		fields["hub"] = hood.Name
		if hood.Base != nil {
			fields["base"], fields["base_address"] = hood.Base.Name, strings.TrimPrefix(hood.Base.Address+", "+string(hood.Base.Postcode), ", ")
		}
	}
	return fields
}

// inSentence writes hours that stand by themselves in the blueprint, "Every day", in the
// middle of a sentence.
func inSentence(l *words.Language, hours string) string {
	if rest, ok := strings.CutPrefix(hours, "Every"); ok && l.IsEnglish() {
		return "every" + rest
	}
	return hours
}

// addressed is how a letter is addressed; empty where the address is withheld or unknown.
func (k known) addressed() []string {
	lines := k.now.Address.Lines()
	if len(lines) == 0 {
		return nil
	}
	return append([]string{k.now.Name()}, lines...)
}

// letter lays the words out as a letter. One that is left at a door has nothing but the
// name in its window, and none has a hub's name where it is to say nothing of the service.
func (k known) letter(read *blueprint.Blueprint, w Written, address, date string, at time.Time) document.Letter {
	b := read.Borough()
	said := saidOn.Of(w.Language)
	l := document.Letter{
		Language: w.Language.Code, Title: w.Subject, Date: date, Body: w.Body, Made: at,
		Sender: []string{b.Council, b.Helpline.Phone.National()},
		Page:   func(page, of int) string { return fmt.Sprintf(said.Page, page, of) },
	}
	if !w.Template.Neutral() {
		l.Sender = append(l.Sender, b.Helpline.Hours)
	}
	switch {
	case w.Template.AtTheDoor:
		l.Title, l.Address = b.Council, []string{k.now.Name()}
	case address != "":
		l.Address = strings.Split(address, "\n")
	}
	return l
}

// saidWords are what the program itself says on letters and mails.
type saidWords struct {
	Page string // "Page %[1]d of %[2]d"
}

var saidOn = words.Declare[saidWords]("letter")

// page is a mail for programs that show HTML, in its language and direction.
func (w Written) page() string {
	direction := "ltr"
	if w.Language.RightToLeft {
		direction = "rtl"
	}
	return `<!DOCTYPE html><html lang="` + html.EscapeString(w.Language.Code) + `" dir="` + direction + `"><head><meta charset="utf-8"><title>` +
		html.EscapeString(w.Subject) + `</title></head><body style="font:19px/1.4 Arial,sans-serif;color:#0b0c0c;max-width:38em">` +
		document.HTML(w.Body) + `</body></html>`
}
