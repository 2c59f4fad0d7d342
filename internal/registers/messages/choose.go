package messages

import (
	"context"
	"slices"
	"strings"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/notify"
	"kith/internal/plat/words"
	"kith/internal/registers/contacts"
	"kith/internal/registers/people"
)

// Way is one way a message could go, and what is said for and against it.
type Way struct {
	Channel  Channel
	Template string // the letter it would be written with; "" when there is none for this way
	To       string // the address, number or the first line of it; "" when there is none
	Verdict  contacts.Verdict
	// Against is why it cannot go this way, in a sentence; "" when it can.
	Against string
	// Until is when it may be tried again; zero when it can go now, or never.
	Until time.Time
}

// Open reports whether the message can go this way now.
func (w Way) Open() bool { return w.Against == "" }

// carries reports whether a message can leave this way. What somebody chose to write may be a
// letter for them to print, and so may what goes to a volunteer: their hub prints it.
func (s *Service) carries(c Channel, o Order) bool {
	return s.carriers.Carries(notify.Channel(c)) || c == Letter && (o.Purpose == ByHand || o.To.Kind != "")
}

// Sends reports whether anything is set up that could send messages by itself.
func (s *Service) Sends() bool { return len(s.carriers) > 0 }

var methods = map[Channel]contacts.Method{Text: contacts.Text, Email: contacts.Email, Letter: contacts.Letter}

// known is what a message is judged and written by.
type known struct {
	person  people.Person
	now     people.Record // what is known of them now
	letters Letters       // in English: what they reveal and how they go
	read    *blueprint.Blueprint
	rules   *contacts.Rules
	stopped bool
	awake   bool // they did a moment ago what the message answers

	addressees map[string]Addressees
	resident   *people.Person // whom an addressee is known as besides; nil is nobody
}

// know reads what a message is judged by. It is read anew when the message is about to go:
// what was safe yesterday may not be today.
func (s *Service) know(ctx context.Context, r db.Reader, o Order) (k known, err error) {
	k.addressees = s.addressees
	if k.read, err = s.blueprints.Current(ctx); err != nil {
		return known{}, err
	}
	if k.rules, err = s.gate.Rules(ctx); err != nil {
		return known{}, err
	}
	return k, k.reread(r, o)
}

// reread reads once more what hangs on the person, through the caller's handle.
func (k *known) reread(r db.Reader, o Order) (err error) {
	k.letters = blueprint.Part[Letters](k.read)
	switch {
	case o.To.Kind != "":
		err = k.toAddressee(r, o)
	default:
		k.person, err = people.PersonIn(r, o.Record)
		k.now = k.person.Current()
	}
	if err != nil {
		return err
	}
	k.stopped, err = isStopped(r, k.now.Phone)
	return err
}

// language is the one the person reads: English where nobody said.
func (k known) language() *words.Language { return languageOf(k.now.Language) }

// languageOf finds a language by its name in English, by its own name or by its code.
func languageOf(named string) *words.Language {
	for _, l := range words.Languages() {
		if strings.EqualFold(named, l.English) || strings.EqualFold(named, l.Name) || strings.EqualFold(named, l.Code) {
			return l
		}
	}
	return words.English()
}

// usual is the order in which ways are tried: what only the person holds in their hands
// first, what lies on a mat last.
var usual = []Channel{Text, Email, Letter}

// ways judges every way a message may go, the best first.
func (s *Service) ways(r db.Reader, who access.Principal, k known, o Order, tried []Channel) ([]Way, error) {
	channels := o.Channels
	if len(channels) == 0 {
		channels = usual
	}
	var all []Way
	for _, c := range channels {
		way := k.way(c, o.Templates)
		if way.Against == "" && !s.carries(c, o) {
			way.Against = "Nothing is set up that could send it."
		}
		if way.Against == "" && slices.Contains(tried, c) {
			way.Against = "It did not arrive this way."
		}
		if err := s.judge(r, who, k, o, &way); err != nil {
			return nil, err
		}
		all = append(all, way)
	}
	return all, nil
}

// way is whether there is a letter, and somewhere to send it.
func (k known) way(c Channel, templates []string) (w Way) {
	w.Channel = c
	for _, id := range templates {
		if t, ok := k.letters[id]; ok && slices.Contains(t.SentAs, c) {
			w.Template = id
			break
		}
	}
	switch w.To = k.to(c); {
	case w.Template == "":
		w.Against = "This is not written for " + c.label() + "."
	case c == Text && k.now.Phone.IsZero():
		w.Against = "We have no number."
	case c == Text && !k.now.Phone.IsMobile():
		w.Against = "Their number is not a mobile's."
	case c == Text && k.stopped:
		w.Against = "They wrote stop: no text goes to this number until they write start."
	case c == Letter && k.has(people.AddressWithheld):
		w.Against = "Their address is withheld: no letter carries it."
	case w.To == "":
		w.Against = map[Channel]string{Email: "We have no email address.", Letter: "We have no address."}[c]
	}
	return w
}

func (k known) to(c Channel) string {
	switch c {
	case Text:
		return k.now.Phone.String()
	case Email:
		return k.now.Email
	}
	if lines := k.now.Address.Lines(); len(lines) >= 2 {
		return lines[0]
	}
	return ""
}

// judge asks the gate that every sender goes through. Who is marked restricted gets nothing
// that no cleared person chose.
func (s *Service) judge(r db.Reader, who access.Principal, k known, o Order, w *Way) (err error) {
	if w.Template == "" {
		return nil
	}
	wish := contacts.Wish{Method: methods[w.Channel], Names: !k.letters[w.Template].Neutral(), Automatic: o.Purpose != ByHand, Reply: o.Reply || who.Account == handing, Urgent: k.awake}
	if w.Verdict, err = s.verdict(r, who, k, o, wish); err != nil {
		return err
	}
	if wish.Automatic && k.restricted() {
		w.Against = "They are marked restricted: nothing is sent by itself."
	}
	if w.Against == "" && !w.Verdict.Allowed() {
		w.Against, w.Until = fault.MessageOf(w.Verdict.Err()), w.Verdict.NotBefore()
	}
	return nil
}

func (s *Service) verdict(r db.Reader, who access.Principal, k known, o Order, w contacts.Wish) (contacts.Verdict, error) {
	if o.To.Kind != "" {
		return s.ofAddressee(r, who, k, w)
	}
	return s.gate.MayIn(r, who, k.rules, k.person.Lead().ID, w)
}

func (k known) restricted() bool { return k.has(people.Restricted) }

// has reports whether whoever is written to is marked so, by this record or as the resident
// they are.
func (k known) has(l people.Label) bool {
	return k.person.Has(l) || k.resident != nil && k.resident.Has(l)
}

// best is the first way that is open; where none is, when one may be, and every reason.
func best(ways []Way) (w Way, ok bool, until time.Time, reason string) {
	var reasons []string
	for _, way := range ways {
		if way.Open() {
			return way, true, time.Time{}, ""
		}
		if !way.Until.IsZero() && (until.IsZero() || way.Until.Before(until)) {
			until = way.Until
		}
		if way.Template != "" && !slices.Contains(reasons, way.Against) {
			reasons = append(reasons, way.Channel.Label()+": "+way.Against)
		}
	}
	if len(reasons) == 0 {
		reasons = []string{"There is no letter for it in the blueprint."}
	}
	return Way{}, false, until, strings.Join(reasons, " ")
}

// isStopped reports whether a number's owner wrote stop.
func isStopped(r db.Reader, number phone.Number) (bool, error) {
	if number.IsZero() {
		return false, nil
	}
	return stoppedNumber(r, number)
}
