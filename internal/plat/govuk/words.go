package govuk

import (
	"context"

	"github.com/a-h/templ"

	"kith/internal/plat/words"
)

// Words are the few texts components say by themselves.
type Words struct {
	SkipToMain     string      // "Skip to main content"
	Back           string      // "Back"
	Menu           string      // "Menu", the navigation's name
	Error          string      // "Error", before an error message and a title
	Problem        string      // "There is a problem", over the error summary
	Success        string      // "Success", over a green banner
	Important      string      // "Important", over a blue banner
	Warning        string      // "Warning", before warning text
	Demo           string      // "Demo", before what a demonstration says of itself
	Change         string      // "Change", beside an answer
	Previous       string      // "Previous"
	Next           string      // "Next"
	Page           string      // "page", said after Previous and Next
	Contents       string      // "Contents", over tabs
	Breadcrumb     string      // "Breadcrumb"
	Day            string      // "Day"
	Month          string      // "Month"
	Year           string      // "Year"
	UpTo           words.Count // "You can enter up to 100 characters"
	Left           words.Count // "You have 3 characters left"
	NoneLeft       string
	TooMany        words.Count // "You have 3 characters too many"
	ExitPage       string      // "Exit this page"
	Emergency      string      // "Emergency", said before ExitPage
	Leaving        string      // said while the page is being left
	LeavingStopped string
	PressTwice     string // "Shift, press 2 more times to exit"
	PressOnce      string
	Show           string // "Show", a password
	ShowPassword   string // "Show password"
	ServiceInfo    string // "Service information", names the navigation's landmark
	Languages      string // "Language", names the list of languages
	SupportLinks   string // "Support links"
	SignOut        string // "Sign out"
	Filters        string // "Filters"
	ApplyFilters   string // "Apply filters"
	ClearFilters   string // "Clear filters"
	SelectedSoFar  string // "Selected filters"
	RemoveFilter   string // "Remove this filter"
	SelectRow      string // "Select", before what a row is called
	SelectAll      string // "Select all"
	Selected       string // "%d selected", beside ticked rows
	Pages          string // "Pages", names the previous and next links
	By             string // "by", before who did something
	DoneStep       string // "Done", before a step that is
}

// counting are the words of the script that counts characters.
func (w *Words) counting() templ.Attributes {
	said := templ.Attributes{"data-i18n.characters-at-limit": w.NoneLeft}
	for name, count := range map[string]words.Count{"characters-under-limit": w.Left, "characters-over-limit": w.TooMany, "textarea-description": w.UpTo} {
		for form, text := range count.Forms("%{count}") {
			said["data-i18n."+name+"."+form] = text
		}
	}
	return said
}

// exiting are the words of the script that leaves the page by the keyboard.
func (w *Words) exiting() templ.Attributes {
	return templ.Attributes{
		"data-i18n.activated": w.Leaving, "data-i18n.timed-out": w.LeavingStopped,
		"data-i18n.press-two-more-times": w.PressTwice, "data-i18n.press-one-more-time": w.PressOnce,
	}
}

var texts = words.Declare[Words]("parts")

func say(ctx context.Context) *Words { return texts.In(ctx) }
