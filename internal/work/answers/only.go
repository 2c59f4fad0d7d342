package answers

import "slices"

// Only gives a form of its own that asks some of the pages, in their order. What the rules
// of those pages read of the others is as settled says, and blank where it says nothing.
func (q *Questions) Only(keep func(Page) bool, settled Answers) *Questions {
	part := &Questions{language: q.language, settled: q.Values(settled)}
	part.Pages = slices.DeleteFunc(slices.Clone(q.Pages), func(p Page) bool { return !keep(p) })
	return part
}

// unsaid are the values of all questions before any is answered.
func (q *Questions) unsaid() map[string]any {
	values := q.Values(nil)
	for id, value := range q.settled {
		if _, _, asked := q.Find(id); !asked {
			values[id] = value
		}
	}
	return values
}

// With adds pages that the program makes itself behind those there are. The form given is as
// it was.
func (q *Questions) With(pages ...Page) *Questions {
	return &Questions{language: q.language, settled: q.settled, Pages: append(slices.Clone(q.Pages), pages...)}
}
