package boardweb

import (
	"cmp"
	"slices"
	"strings"

	"kith/internal/feature"
	"kith/internal/plat/govuk"
	"kith/internal/work/board"
)

// groupWords say what a group of the coordination page is, and what to do about it.
type groupWords struct{ title, lead, none string }

// services is where the destinations that are closed or limited stand on the page.
const services = "services"

var servicesWords = groupWords{
	"Services closed or limited", "Do not send people there while this lasts. Who takes them instead stands in the last column.",
	"Every service takes referrals today.",
}

func wordsOf(g board.Group) groupWords {
	switch g {
	case board.NoHub:
		return groupWords{"No hub yet", "Their address finds no neighbourhood. Open each and hand it to a hub.", "Every request has a hub."}
	case board.GivenBack:
		return groupWords{"Given back by a hub", "Hand each to a hub that can take it.", "No hub has given a request back."}
	case board.NotTaken:
		return groupWords{"Not accepted in time", "The hub has not taken these on. Ring it, or hand them to another.", "Every request was accepted in time, or still may be."}
	case board.Declined:
		return groupWords{"Turned down by a helper", "Somebody was asked and could not. Ask somebody else.", "Nobody has turned a task down."}
	}
	return groupWords{"Overdue", "Their time has passed. Ask whoever has them, or give them to somebody else.", "Nothing is late anywhere."}
}

// deed is what to do first, in a sentence with a link in it.
type deed struct{ before, link, href, after string }

// then is what follows the link: one that ends with a full stop, as in "Doris R.", needs
// no second one.
func (d deed) then() string {
	if strings.HasSuffix(d.link, ".") {
		return strings.TrimPrefix(d.after, ".")
	}
	return d.after
}

// first says what to do next: about the row that presses most in the group that does.
func (c *watch) first() deed {
	for _, o := range c.others {
		if o.Count > 0 && o.Red && !slices.ContainsFunc(c.Groups, func(w board.Watched) bool { return w.Emergencies > 0 }) {
			return deed{before: "see to", link: o.First, href: o.Href, after: "."}
		}
	}
	for _, w := range c.Groups {
		if w.Count > 0 {
			return c.deed(w)
		}
	}
	for _, o := range c.others {
		if o.Count > 0 {
			return deed{before: "see to", link: o.First, href: o.Href, after: "."}
		}
	}
	return deed{before: "Nothing waits for somebody to step in. Look again within the hour."}
}

func (c *watch) deed(w board.Watched) deed {
	q, t := w.FirstWait, w.FirstTask
	link, href := string(q.Reference)+" for "+q.Who, "/requests/"+string(q.ID)
	switch w.Group {
	case board.NoHub:
		return deed{"hand", link, href, " to a hub. It came in " + govuk.Ago(q.ReceivedAt, c.Now).Words + " and no hub has it."}
	case board.GivenBack:
		return deed{"find another hub for", link, href, ". The last one gave it back: “" + q.Refused + "”"}
	case board.NotTaken:
		return deed{"ring " + c.hub(q.Hub) + " about", link, href, ", or hand it to another hub. To be accepted: " + govuk.Due(q.AcceptBy, c.Now).Words + "."}
	}
	link, href = t.What+" for "+t.Who, "/tasks/"+string(t.ID)
	if !t.Told() {
		link, href = "a restricted task at "+c.hub(t.Hub), to("/board", board.Filter{View: viewOf(w.Group), Hub: cmp.Or(t.Hub, feature.Queue)})
	}
	if w.Group == board.Declined {
		return deed{"ask somebody else about", link, href, ". The last one asked could not, and it is " + c.due(t) + "."}
	}
	has := "nobody has it"
	if !t.Assignee.IsZero() {
		has = "it is with " + t.Assignee.Name
	}
	return deed{"see to", link, href, ". It is " + c.due(t) + " and " + has + "."}
}

// due is a task's time in a sentence: "2 hours late", "due in 3 days".
func (c *watch) due(t board.Row) string {
	said := govuk.Due(t.DueAt, c.Now).Words
	if t.Late(c.Now) {
		return said
	}
	return "due " + said
}
