package paper

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/document"
	"kith/internal/registers/contacts"
	"kith/internal/services/rounds"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// printed is a pack before it is kept: its file, and who stands on it.
type printed struct {
	Pack
	file  []byte
	lines []Line
}

// print prints what a hub has to do today.
func (t todays) print(name string, numbers []document.Part) (printed, error) {
	sheets, lines := t.sheets(name, numbers)
	file, pages, err := sheets.PDF()
	return printed{Pack{Hub: t.hub, Day: t.day, MadeAt: t.now, Lines: int64(len(lines)), LeftOff: t.leftOff, Pages: int64(pages)}, file, lines}, err
}

// sheets sets what a hub has to do today. Each record has a number, by which what is written
// beside it is entered afterwards.
func (t todays) sheets(name string, numbers []document.Part) (document.Sheets, []Line) {
	b := &booklet{todays: t}
	parts := []document.Part{b.first(name), b.unsafeFirst()}
	for _, l := range lists {
		parts = append(parts, b.list(l))
	}
	parts = append(parts, b.drives()...)
	parts = append(parts, numbers...)
	return document.Sheets{
		Language: "en", Title: "Paper pack of " + name + ", " + t.day.Long(), Made: t.now, Parts: append(parts, forms()...),
		Foot: "Keep it locked away. Shred it once everything is entered.",
		Page: func(page, of int) string { return fmt.Sprintf("Page %d of %d", page, of) },
	}, b.lines
}

// booklet numbers records while they are set.
type booklet struct {
	todays
	lines []Line
}

func (b *booklet) number(l Line) string {
	l.Number = int64(len(b.lines)) + 1
	b.lines = append(b.lines, l)
	return strconv.FormatInt(l.Number, 10)
}

func (b *booklet) first(name string) document.Part {
	says := []string{
		"As at " + clock(b.now) + " on " + b.day.Long() + ". What was done since is not on it.",
		"Write beside each number what came of it, and at what time. When the system is back, enter it under Paper at the time it happened.",
		"If life is in danger, ring 999.",
	}
	if b.leftOff > 0 {
		says = append(says, fmt.Sprintf("%s may not be named on paper. Ring the coordination point about them.", counted(b.leftOff, "more piece of work", "more pieces of work")))
	}
	if b.more {
		says = append(says, fmt.Sprintf("Only the first %d are printed here. There are more.", most))
	}
	return document.Part{Heading: "Paper pack: " + name, Says: says}
}

func counted(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.FormatInt(n, 10) + " " + many
}

func clock(at time.Time) string { return at.In(day.London).Format("3:04pm") }

// unsafeFirst are those not yet confirmed safe that stand on no list below.
func (b *booklet) unsafeFirst() document.Part {
	part := document.Part{Heading: "Not yet confirmed safe", Says: []string{"Besides those on the lists that follow."}}
	for _, u := range b.unsafe {
		head := b.number(Line{Record: u.Record, Addressed: len(u.person.Address) > 0}) + ".  " + u.person.Who
		part.Records = append(part.Records, b.record(head, u.person, "Now: "+u.Why+".", "Unknown since "+since(u.Since, b.now)+"."))
	}
	if len(part.Records) == 0 {
		part.Says = []string{"Nobody besides those on the lists that follow."}
	}
	return part
}

// list is one of the lists of a day.
type list struct {
	heading, none string
	has           func(tasks.Kind) bool
	ticks         []string
}

var (
	onThePhone = []string{"Spoke to them", "No answer", "Somebody else answered", "It was not safe to talk"}
	atTheDoor  = []string{"Saw them: safe and well", "No answer, card left", "Saw them: worried", "Did not go"}
	brought    = []string{"Done", "No answer: brought back", "They no longer need it", "Could not be done"}
)

var lists = []list{
	{"To ring today", "Nobody has to be rung today.", func(k tasks.Kind) bool { return k.Method() == contacts.Phone }, onThePhone},
	{"To visit today", "Nobody has to be visited today.", func(k tasks.Kind) bool { return k == tasks.Visit }, atTheDoor},
	{"To bring or to fetch today", "Nothing has to be brought or fetched today.", func(k tasks.Kind) bool { return k == tasks.Deliver || k == tasks.Collect || k == tasks.Do }, brought},
	{"Other work of today", "There is no other work today.", func(k tasks.Kind) bool {
		return k == tasks.Refer || k == tasks.Read || k == tasks.Letter || k == tasks.Wait || k == tasks.Review
	}, []string{"Done", "Not done"}},
}

func (b *booklet) list(l list) document.Part {
	part := document.Part{Heading: l.heading, OwnPage: true}
	for _, w := range b.work {
		if !l.has(w.Kind) {
			continue
		}
		head := b.number(Line{Record: w.Record, Task: w.ID, Version: w.Version, Addressed: len(w.person.Address) > 0}) + ".  " + w.person.Who + " – " + w.What
		lines := []string{b.when(w)}
		if w.Assignee.Name != "" {
			lines = append(lines, "With "+w.Assignee.Name+".")
		}
		e := b.record(head, w.person, lines...)
		e.Ticks = l.ticks
		part.Records = append(part.Records, e)
	}
	if len(part.Records) == 0 {
		part.OwnPage, part.Says = false, []string{l.none}
	} else {
		part.Says = []string{"What is late stands first."}
	}
	return part
}

func (b *booklet) when(w work) string {
	said := "By " + clock(w.DueAt)
	if w.Late(b.now) {
		said = "LATE since " + since(w.DueAt, b.now)
	}
	said += "."
	if w.Priority == needs.Emergency || w.Priority == needs.Urgent {
		said += " " + strings.ToUpper(string(w.Priority)) + "."
	}
	if w.Attempts > 0 {
		said += " Tried " + counted(int64(w.Attempts), "time", "times") + " without an answer."
	}
	return said
}

func since(at, now time.Time) string {
	if day.Of(at).Equal(day.Of(now)) {
		return clock(at)
	}
	return clock(at) + " on " + day.Of(at).Short()
}

// record is somebody with what else is said: how to reach them safely before their number.
func (b *booklet) record(head string, p person, more ...string) document.Entry {
	e := document.Entry{Head: head, Lines: more, Framed: true, Blanks: []string{"At what time, and by whom:", "Note:"}}
	if p.Speaks != "" {
		e.Lines = append(e.Lines, "Speaks: "+p.Speaks+".")
	}
	e.Lines = append(e.Lines, p.Safely...)
	if p.Phone != "" {
		e.Lines = append(e.Lines, "Phone: "+p.Phone)
	}
	if len(p.Address) > 0 {
		e.Lines = append(e.Lines, strings.Join(p.Address, ", "))
	}
	return e
}

// drives are the rounds of today, each from a page of its own: it goes with its driver.
func (b *booklet) drives() (all []document.Part) {
	for _, r := range b.rounds {
		part := document.Part{
			Heading: fmt.Sprintf("Round %d: %s", r.Number, cmp.Or(r.Driver.Name, "no driver yet")), OwnPage: true,
			Says: []string{fmt.Sprintf("Leaves at %s, back by %s. %s.", clock(r.LeaveAt), clock(r.ReturnAt), counted(int64(len(r.lines)), "stop", "stops"))},
		}
		for i, l := range r.lines {
			part.Records = append(part.Records, b.stop(i+1, l))
		}
		all = append(all, part)
	}
	if len(all) == 0 {
		all = []document.Part{{Heading: "Rounds of today", Says: []string{"No round of this hub was published for today."}}}
	}
	return all
}

func (b *booklet) stop(position int, l rounds.Line) document.Entry {
	e := document.Entry{
		Head: fmt.Sprintf("Stop %d, %s", position, clock(l.ArriveAt)), Framed: true,
		Lines: []string{strings.TrimPrefix(l.Name+", "+l.Goes(), ", ")},
	}
	if l.Called() != "" {
		e.Head += "  –  " + l.Called()
	}
	if len(l.Marks) > 0 {
		e.Lines = append(e.Lines, strings.Join(l.Marks, ", "))
	}
	if l.Notes != "" {
		e.Lines = append(e.Lines, l.Notes)
	}
	if l.Task.AtDoor() {
		for _, o := range l.Outcomes() {
			e.Ticks = append(e.Ticks, o.Label())
		}
		e.Blanks = []string{"At:"}
		if l.Record != "" {
			b.number(Line{Record: l.Record, Addressed: len(l.Address) > 0}) // so that a mark on them takes the pack back
		}
	}
	return e
}
