// Package boardview is what other features put on the coordination page: things that would
// be forgotten if nobody looked across the hubs.
package boardview

import (
	"context"
	"strconv"

	"kith/internal/plat/govuk"
)

// Section is another feature's part of the coordination page.
type Section struct {
	ID    string // of the part in the page, such as "duty"
	Title string
	Lead  string // what to do about what stands here, in a sentence
	None  string // said in one line when nothing stands here
	Count int
	Red   bool // something among it presses
	Note  string
	// First says what to do first, and Href leads there, when nothing else waits.
	First, Href string
	Table       govuk.Table
	All         string // address of all of them, linked where the table has not every one
}

// Watch gives a section as the caller may see it; false when it is not theirs. That the
// caller looked is noted by whoever gives it.
type Watch func(ctx context.Context) (Section, bool, error)

// View is another feature's saved view of the board, of a hub or of all the caller works
// for where hub is "".
type View func(ctx context.Context, hub string) (govuk.NavItem, error)

// Look asks each for its section, as the caller may see it.
func Look(ctx context.Context, watches []Watch) (all []Section, err error) {
	for _, watch := range watches {
		section, theirs, err := watch(ctx)
		if err != nil {
			return nil, err
		}
		if theirs {
			all = append(all, section)
		}
	}
	return all, nil
}

func (s Section) heading() string { return s.Title + ": " + strconv.Itoa(s.Count) }

// more reports whether the table has not every one.
func (s Section) more() bool { return s.All != "" && s.Count > len(s.Table.Rows) }
