package intake

import (
	"context"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
	"kith/internal/plat/db"
	"kith/internal/registers/people"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// Told is what has changed since somebody asked for help.
type Told struct {
	Phone       phone.Number // "" is as it was
	SafeContact []string     // ways that are safe now; nil is as it was
	Words       string       // what has changed, as they say it; "" is nothing more
	Key         string       // names the form, so that one press is taken once
}

// LongestWords is the most characters somebody may write of what has changed.
const LongestWords = 1000

// readWithin is how soon the hub has to read what it was told.
const readWithin = 4 * time.Hour

// Tell keeps what has changed and puts it on the hub's board to be read. A new number is
// the one to ring from now on; ways to reach somebody are only ever narrowed by it, and
// staff who ask may widen them: see [people.Person.Reach]. What is said of a request with
// something restricted in it goes to the coordination point.
func (s *Service) Tell(ctx context.Context, h Held, t Told) (err error) {
	defer fault.Wrap(&err, "tell what has changed in request %s", h.Request.ID)
	t.Words = strings.TrimSpace(t.Words)
	switch {
	case t.Phone == "" && t.SafeContact == nil && t.Words == "":
		return fault.New(fault.Invalid, "intake.nothing-told", "Say what has changed: a new number, how to reach you, or anything else.")
	case len([]rune(t.Words)) > LongestWords:
		return fault.New(fault.Invalid, "intake.too-many-words", "Shorten what has changed to 1,000 characters or fewer.")
	}
	return s.change(ctx, h, needs.NewSaid{Key: t.Key, Kind: needs.SaidChanged, Words: t.inWords()}, func(tx *db.Tx, r needs.Request) error {
		if t.Phone != "" || t.SafeContact != nil {
			if _, err := people.SayMore(tx, r.Record, t.record(h)); err != nil {
				return err
			}
		}
		return tasks.OpenRead(tx, h.news(r, tx.Now()))
	})
}

func (t Told) record(h Held) people.NewRecord {
	n := people.NewRecord{Described: people.Described{Phone: t.Phone}, Source: "the person, on the status page"}
	if h.staff {
		n.Source = "the person, to staff"
	}
	if t.SafeContact != nil {
		n.SafeContact = people.SafeContact{
			Channels: t.SafeContact, Asked: true,
			Voicemail: slices.Contains(t.SafeContact, "voicemail"), Texts: slices.Contains(t.SafeContact, "text"),
		}
	}
	return n
}

// inWords is what was told, for whoever reads it.
func (t Told) inWords() string {
	var said []string
	if t.Phone != "" {
		said = append(said, "New phone number: "+t.Phone.National()+".")
	}
	if t.SafeContact != nil {
		ways := strings.Join(t.SafeContact, ", ")
		if ways == "" {
			ways = "none of them"
		}
		said = append(said, "Safe ways to reach them now: "+ways+".")
	}
	if t.Words != "" {
		said = append(said, t.Words)
	}
	return strings.Join(said, "\n")
}

// news is the task of reading what was told. Of a request in which something is not for
// its hub to read it is the coordination point's, and says not even that.
func (h Held) news(r needs.Request, now time.Time) tasks.NewTask {
	n := tasks.NewTask{
		Request: r.ID, Record: r.Record, Title: "Read what they have told us since",
		Instruction:   "Open the request and read what was said. Ring them if it changes what they need.",
		Neighbourhood: r.Neighbourhood, Priority: r.Priority, WhoMay: []needs.Doer{needs.Staff}, DueAt: now.Add(readWithin),
	}
	if h.guarded() {
		n.Neighbourhood, n.Labels = "", []needs.Label{needs.Restricted}
	}
	return n
}
