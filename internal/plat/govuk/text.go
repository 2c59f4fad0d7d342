package govuk

import (
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/figure"
)

// Counted is a number of things in words: "1 row", "14,634 rows".
func Counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return figure.Grouped(n) + " " + many
}

// WarningText warns of something serious.
type WarningText struct{ Text string }

// Tag is the state of something, in a word.
type Tag struct {
	Text   string
	Colour Colour
}

// Badge is a fact beside a name, such as "no voicemail".
type Badge struct {
	Text   string
	Colour Colour
}

// Badges are several, side by side.
type Badges []Badge

// Empty stands for a list without rows: it says what would appear here and how
// to make it.
type Empty struct {
	Text string
	Link Link // may be empty
}

// PrintButton prints the page; it shows only where scripts run.
type PrintButton struct{ Text string }

// LiveNote waits for news at an address given by the live hub and says how
// many came in; pressing it fetches them. Without scripts it does not show.
type LiveNote struct {
	Address string // of the stream
	Href    string // where the news are; "" is this page
	Text    string // with %d for the number, such as "%d new – show"
}

// Moment is a time told in words, such as "2 hours late", with the exact time
// when pointed at and in print.
type Moment struct {
	At    time.Time
	Words string
}

// Exact is the time in full, in London, as in "24 March 2020 at 2:05pm".
func (m Moment) Exact() string {
	return m.At.In(day.London).Format("2 January 2006 at 3:04pm")
}

func (m Moment) machine() string { return m.At.In(day.London).Format(time.RFC3339) }
