package volunteersweb

import (
	"slices"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/registers/messages"
	"kith/internal/registers/volunteering"
	"kith/internal/registers/volunteers"
)

// wanted is a check that what they offer needs, and that does not count today or soon will not.
type wanted struct {
	volunteering.Check
	ends day.Date // its last day where it still counts; zero where it does not
}

// wanted are the checks to be seen to, those that are lacking first.
func (f *folder) wanted() (all []wanted) {
	has := func(id string) bool {
		return slices.ContainsFunc(all, func(w wanted) bool { return w.ID == id })
	}
	for _, l := range volunteers.StillNeeds(f.rules, f.Dossier, f.today) {
		if c, ok := f.rules.Check(l.ID); ok && l.What == volunteers.LackCheck && !has(c.ID) {
			all = append(all, wanted{Check: c})
		}
	}
	for _, e := range volunteers.Endings(f.rules, []volunteers.Dossier{f.Dossier}, f.today, volunteers.Soon) {
		if !has(e.Check.ID) {
			all = append(all, wanted{Check: e.Check, ends: e.On})
		}
	}
	return all
}

func (w wanted) title() string {
	if w.ends.IsZero() {
		return "Needed: " + w.Name + "."
	}
	return w.Name + ": counts until " + w.ends.Long() + "."
}

// asked says when they were asked for a check and what became of it, and what is left to do by
// hand where nothing reached them; "" where nobody has asked.
func (f *folder) asked(c volunteering.Check) string {
	on, ok := f.Asked[c.ID]
	if !ok {
		return ""
	}
	return strings.TrimSpace("Asked on " + on.Long() + ". " + f.became(c))
}

func (f *folder) became(c volunteering.Check) string {
	m, written := f.written[c.ID]
	switch {
	case written && day.Of(m.QueuedAt).Before(f.Asked[c.ID]), !written && f.sends && c.Bring != "":
		return "The message is being made ready."
	case !written:
		return f.byHand(c)
	case m.State == messages.Queued || m.State == messages.Sending:
		return "The message waits to go. " + m.Reason
	case m.State == messages.Sent, m.State == messages.Delivered:
		return wentBy[m.Channel] + " went to them" + map[bool]string{true: " and arrived"}[m.State == messages.Delivered] + "."
	case m.State == messages.ToPrint:
		return "They have a letter to come: print it and post it, on the page of messages."
	case m.State == messages.Posted:
		return "A letter was posted to them."
	case m.State == messages.Dropped:
		return "The message was not needed any more."
	}
	return "No message reached them. " + m.Reason + " Ring them, or tell them when they come by."
}

var wentBy = map[messages.Channel]string{messages.Text: "A text", messages.Email: "An email", messages.Letter: "A letter"}

// byHand says what to do where no message is sent for a check.
func (f *folder) byHand(c volunteering.Check) string {
	if c.Bring == "" {
		return "No message is sent for this check. Do as it says here, and tell them what you need of them."
	}
	return "Nothing is set up here that sends messages. Ring them and say: " + c.Bring
}

// mayAsk says what the button that asks does, and how; "" where they were asked today.
func (f *folder) mayAsk(c volunteering.Check) (button, hint string) {
	on, asked := f.Asked[c.ID]
	switch {
	case f.Standing.Gone(), asked && !on.Before(f.today):
		return "", ""
	case !f.sends || c.Bring == "":
		hint = f.byHand(c)
	default:
		hint = "They get a text or an email that says which check it is and what to bring. Who has neither gets a letter."
	}
	if asked {
		return "Ask them again", ""
	}
	return map[bool]string{true: "Ask them for it", false: "Note that you asked"}[f.sends && c.Bring != ""], hint
}
