package answers

import "slices"

// Step is a page somebody may be on, with the way back and on. An id is "" where the
// form begins or ends.
type Step struct {
	Page Page
	Back string
	Next string
}

// Enter returns the page as a step of the way. ok is false when the page is not on the
// way of these answers, or lies behind one that is still to be answered.
func (q *Questions) Enter(a Answers, page string) (step Step, ok bool, err error) {
	way, err := q.Way(a)
	if err != nil {
		return Step{}, false, err
	}
	at := slices.IndexFunc(way, func(p Page) bool { return p.ID == page })
	if at < 0 || slices.ContainsFunc(way[:at], func(p Page) bool { return p.unanswered(a) }) {
		return Step{}, false, nil
	}
	step.Page = way[at]
	if at > 0 {
		step.Back = way[at-1].ID
	}
	if at+1 < len(way) {
		step.Next = way[at+1].ID
	}
	return step, true, nil
}

// Unanswered returns the id of the first page still to be answered, or "" when the
// answers can be checked and sent. A page that asks nothing compulsory counts as
// answered once it was sent, blank or not.
func (q *Questions) Unanswered(a Answers) (page string, err error) {
	way, err := q.Way(a)
	if err != nil {
		return "", err
	}
	for _, p := range way {
		if p.unanswered(a) {
			return p.ID, nil
		}
	}
	return "", nil
}

// Answered reports whether the page was sent and nothing on it has still to be mended.
func (p Page) Answered(a Answers) bool { return !p.unanswered(a) }

func (p Page) unanswered(a Answers) bool {
	return slices.ContainsFunc(p.Questions, func(q Question) bool {
		_, sent := a[q.ID]
		return !sent || q.wrong(a) != ""
	})
}

// Given returns the answers without those left blank, which a form keeps to know that
// it has asked.
func (a Answers) Given() Answers {
	given := Answers{}
	for id, texts := range a {
		if !blank(texts) {
			given[id] = texts
		}
	}
	return given
}

// ForAnother reports whether somebody asks for another person.
func (a Answers) ForAnother() bool { return a.First(AskWhoFor) == SomebodyElse }
