package govuk

import "context"

// Words are the few texts components say by themselves. A page in another
// language puts its own on the context with WithWords.
type Words struct {
	SkipToMain    string // "Skip to main content"
	Back          string // "Back"
	Menu          string // "Menu", the navigation's name
	Error         string // "Error", before an error message and a title
	Problem       string // "There is a problem", over the error summary
	Success       string // "Success", over a green banner
	Important     string // "Important", over a blue banner
	Warning       string // "Warning", before warning text
	Change        string // "Change", beside an answer
	Previous      string // "Previous"
	Next          string // "Next"
	Page          string // "page", said after Previous and Next
	Contents      string // "Contents", over tabs
	Breadcrumb    string // "Breadcrumb"
	Day           string // "Day"
	Month         string // "Month"
	Year          string // "Year"
	UpTo          string // "You can enter up to %d characters"
	ExitPage      string // "Exit this page"
	Emergency     string // "Emergency", said before ExitPage
	Show          string // "Show", a password
	ShowPassword  string // "Show password"
	ServiceInfo   string // "Service information", names the navigation's landmark
	SupportLinks  string // "Support links"
	SignOut       string // "Sign out"
	Filters       string // "Filters"
	ApplyFilters  string // "Apply filters"
	ClearFilters  string // "Clear filters"
	SelectedSoFar string // "Selected filters"
	RemoveFilter  string // "Remove this filter"
	SelectRow     string // "Select", before what a row is called
	SelectAll     string // "Select all"
	Selected      string // "%d selected", beside ticked rows
	Pages         string // "Pages", names the previous and next links
	By            string // "by", before who did something
	DoneStep      string // "Done", before a step that is
}

// English is what components say when a page does not choose.
var English = Words{
	SkipToMain: "Skip to main content", Back: "Back", Menu: "Menu", Error: "Error",
	Problem: "There is a problem", Success: "Success", Important: "Important", Warning: "Warning",
	Change: "Change", Previous: "Previous", Next: "Next", Page: "page", Contents: "Contents",
	Breadcrumb: "Breadcrumb", Day: "Day", Month: "Month", Year: "Year",
	UpTo: "You can enter up to %d characters", ExitPage: "Exit this page", Emergency: "Emergency",
	Show: "Show", ShowPassword: "Show password", ServiceInfo: "Service information",
	SupportLinks: "Support links", SignOut: "Sign out", Filters: "Filters",
	ApplyFilters: "Apply filters", ClearFilters: "Clear filters", SelectedSoFar: "Selected filters",
	RemoveFilter: "Remove this filter", SelectRow: "Select", SelectAll: "Select all", Selected: "%d selected",
	Pages: "Pages", By: "by", DoneStep: "Done",
}

type wordsKey struct{}

// WithWords makes the components drawn with this context speak w.
func WithWords(ctx context.Context, w Words) context.Context {
	return context.WithValue(ctx, wordsKey{}, w)
}

func say(ctx context.Context) Words {
	if w, ok := ctx.Value(wordsKey{}).(Words); ok {
		return w
	}
	return English
}
