package peopleweb

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"kith/internal/kernel/day"
	"kith/internal/plat/govuk"
	"kith/internal/plat/journal"
	"kith/internal/registers/people"
)

// latest is how much of a story the page tells.
const latest = 50

// implied are events that follow from others the story tells, a moment before: what a
// request opens, and what goes with it to another hub. Notes are told in their own words.
var implied = []string{"needs.opened", "tasks.opened", "tasks.moved", people.TopicNoted, "contacts.taken", "contacts.let-go"}

// story is what happened to a person, newest first.
type story struct {
	items []govuk.TimelineItem
	more  bool // there is more than is told
}

func (p *pages) story(ctx context.Context, person people.Person, now time.Time) (s story, err error) {
	told, err := p.people.Story(ctx, person, latest+1, implied...)
	if err != nil {
		return story{}, err
	}
	notes, err := p.people.Notes(ctx, person, latest)
	if err != nil {
		return story{}, err
	}
	names := p.namer(ctx)
	for i, e := range told {
		if i > 0 && ofBoth(e, told[i-1]) {
			continue
		}
		s.items = append(s.items, item(e, names(e.Actor), now))
	}
	for _, n := range notes {
		s.items = append(s.items, noted(n, names(n.By), now))
	}
	slices.SortStableFunc(s.items, func(a, b govuk.TimelineItem) int { return b.When.At.Compare(a.When.At) })
	if s.more = len(s.items) > latest; s.more {
		s.items = s.items[:latest]
	}
	return s, nil
}

// ofBoth reports whether two entries tell of the same decision, as the stories of the two people
// whom it was about do: of one person it is told once.
func ofBoth(a, b journal.Sealed) bool {
	return a.Topic == b.Topic && a.At.Equal(b.At) && a.Actor == b.Actor && len(a.Objects) == 1 && len(b.Objects) == 1 &&
		a.Objects[0].ID == b.Subject && b.Objects[0].ID == a.Subject
}

// namer looks names of accounts up, each once.
func (p *pages) namer(ctx context.Context) func(id string) string {
	names := map[string]string{}
	return func(id string) string {
		if _, known := names[id]; !known {
			names[id] = p.around.AccountName(ctx, id)
		}
		return names[id]
	}
}

func noted(n people.Note, by string, now time.Time) govuk.TimelineItem {
	title := "Note"
	if n.Health {
		title = "Health note"
	}
	return govuk.TimelineItem{Title: title, By: by, When: govuk.Ago(n.At, now), Text: n.Text}
}

// titles are the events of a person's story as staff speak of them. An event that is not
// here is told in the journal's own words.
var titles = map[string]string{
	"people.added":         "Record added",
	"people.changed":       "Record changed",
	"people.asked-safely":  "Asked how to reach them safely",
	"people.still-safe":    "How to reach them safely is still right",
	"people.marked":        "Marked",
	"people.read-withheld": "Withheld address read",
	"people.joined":        "Found to be the same person as another record",
	"people.told-apart":    "Found to be somebody else than a record that looked alike",
	"people.separated":     "A record was separated again",
	"people.undecided":     "It is open again whether a record that looked alike is theirs",
	"needs.requested":      "Request received",
	"needs.accepted":       "Request accepted by the hub",
	"needs.handed-over":    "Request handed to another hub",
	"needs.refused":        "Request given back to the coordination queue",
	"needs.first-contact":  "First contact made",
	"needs.contact-waived": "No first contact needed",
	"needs.settled":        "Need ended",
	"needs.reopened":       "Need opened again",
	"contacts.noted":       "Contact",
	"contacts.lease-freed": "Freed for others to ring",
	"tasks.assigned":       "Somebody was asked to do a task",
	"tasks.accepted":       "Task taken on",
	"tasks.declined":       "Task could not be taken on",
	"tasks.freed":          "Task taken back",
	"tasks.tried":          "Tried to reach them: no answer",
	"tasks.recorded":       "Task ended",
	"tasks.reopened":       "Task opened again",
}

func item(e journal.Sealed, by string, now time.Time) govuk.TimelineItem {
	return govuk.TimelineItem{Title: title(e), By: by, When: govuk.Ago(e.At, now), Text: details(e), Content: whereTo(e)}
}

func title(e journal.Sealed) string { return named(e) + late(e) }

// late says when something happened that was entered afterwards from paper; "" of everything
// else.
func late(e journal.Sealed) string {
	said, _ := e.Data[journal.HappenedAt].(string)
	at, err := time.Parse(time.RFC3339, said)
	if err != nil {
		return ""
	}
	return ", at " + at.In(day.London).Format("3:04pm on 2 January 2006") + " (entered late from paper)"
}

func named(e journal.Sealed) string {
	if words, ok := titles[e.Topic]; ok {
		return words
	}
	return strings.ToUpper(e.Verb[:min(1, len(e.Verb))]) + e.Verb[min(1, len(e.Verb)):]
}

// details are the few facts an entry carries that say more. None of them names a need.
func details(e journal.Sealed) string {
	said := func(key string) string {
		words, _ := e.Data[key].(string)
		return strings.ReplaceAll(words, "-", " ")
	}
	switch e.Topic {
	case "people.added":
		return "From: " + said("source")
	case "people.changed":
		return "Changed: " + listed(e.Data["facts"])
	case "people.marked":
		return "Marked with: " + cmp.Or(listed(e.Data["labels"]), "nothing")
	case "needs.requested":
		return "Came in by: " + said("channel")
	case "contacts.noted":
		return inTouch(said)
	case "needs.settled":
		return "How it ended: " + said("state")
	case "tasks.recorded":
		return "How it went: " + said("outcome")
	case "tasks.tried":
		if n, ok := e.Data["attempts"].(float64); ok && n > 0 {
			return fmt.Sprintf("Attempt %d", int(n))
		}
	}
	return ""
}

// inTouch is a contact that was written down: who turned to whom, how, and how it went.
func inTouch(said func(key string) string) string {
	who := cmp.Or(said("agency"), "The council")
	if said("direction") == "inbound" {
		return fmt.Sprintf("They turned to %s, by %s: %s", who, said("method"), said("outcome"))
	}
	return fmt.Sprintf("%s, by %s: %s", who, said("method"), said("outcome"))
}

// whereTo links to the task, or else the request, that an event is about.
func whereTo(e journal.Sealed) templ.Component {
	if id := e.ObjectID("task"); id != "" {
		return storyLink("/tasks/"+id, "Open the task", e.At)
	}
	if id := e.ObjectID("request"); id != "" {
		return storyLink("/requests/"+id, "Open the request", e.At)
	}
	return nil
}

// listed puts the names in a list of the journal side by side.
func listed(names any) string {
	all, _ := names.([]any)
	words := make([]string, 0, len(all))
	for _, name := range all {
		if text, ok := name.(string); ok {
			words = append(words, text)
		}
	}
	return strings.Join(words, ", ")
}
