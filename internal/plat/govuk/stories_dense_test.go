package govuk_test

import (
	"time"

	"github.com/a-h/templ"

	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
)

var now = time.Date(2026, 1, 14, 11, 5, 0, 0, time.UTC)

func denseStories() []story {
	return []story{
		{"numbers", govuk.StatTiles{
			{Label: "Unassigned", Value: "14", Href: "/board?view=unassigned", Note: "3 more than yesterday", Colour: govuk.Orange},
			{Label: "Overdue", Value: "3", Href: "/board?view=overdue", Colour: govuk.Red},
			{Label: "Volunteers free", Value: "9", Href: "/volunteers?free"},
			{Label: "Not yet confirmed safe", Value: "0"},
		}},
		{"table", govuk.Table{
			Caption: "Requests by area", Sortable: true, RowHeader: true, Columns: []govuk.Column{{Text: "Area"}, {Text: "Open", Numeric: true}, {Text: "Late", Numeric: true}},
			Rows: []govuk.Row{
				{Cells: []govuk.Cell{{Text: "Hindley", Href: "/areas/hindley"}, {Text: "1,204", Numeric: true, Sort: "1204"}, {Text: "3", Numeric: true}}},
				{Cells: []govuk.Cell{{Text: "Leigh", Href: "/areas/leigh"}, {Text: "86", Numeric: true, Sort: "86"}, {Text: "0", Numeric: true}}},
			},
		}},
		{"sorted by address", govuk.Table{Caption: "Sorted list", CaptionHidden: true, Columns: []govuk.Column{{Text: "Due", Href: "/?sort=due", Sorted: govuk.Ascending}, {Text: "Age", Href: "/?sort=age"}, {Text: "Actions", Hidden: true}}, Rows: []govuk.Row{govuk.Cells("today", "2 days", "")}}},
		{"empty table", govuk.Table{Caption: "Overdue tasks", Empty: govuk.Empty{Text: "Nothing is overdue. Tasks appear here once their time has passed."}}},
		{"rows to tick", around(govuk.Form("/board/assign", "token"), board())},
		{"side navigation", views()},
		{"sub navigation", govuk.SubNavigation{Label: "Person", Items: []govuk.Link{{Label: "Story", Href: "/p/1", Current: true}, {Label: "Needs", Href: "/p/1/needs"}, {Label: "Contact and safety", Href: "/p/1/contact"}}}},
		{"tabs", govuk.Tabs{Panels: []govuk.TabPanel{{ID: "week", Label: "This week", Content: raw("<p>12</p>")}, {ID: "month", Label: "This month", Content: raw("<p>40</p>")}}}},
		{"timeline", story1()},
		{"identity bar", identity()},
		{"filters", filters()},
		{"steps", steps()},
		{"card", around(govuk.Card("Food parcel for a household of 3 in Ince", govuk.Orange), raw(`<p class="govuk-body">Today before 4pm, about 40 minutes</p>`), govuk.Button{Text: "Accept"})},
		{"live note", govuk.LiveNote{Address: "/live?topic=board", Href: "/board", Text: "%d new – show"}},
		{"map", govuk.Map{GeoJSON: "/rounds/1.geojson", Label: "Stops of round 1"}},
		{"error summary", together(govuk.ErrorSummary{Items: []forms.ErrorItem{{Href: "#lone", Text: "Enter a postcode, like WN2 3EB"}}}, govuk.TextInput(forms.String{Name: "lone", Label: "Postcode"}))},
		{"frame", together(govuk.Breadcrumbs{Links: []govuk.Link{{Label: "Board", Href: "/board"}, {Label: "Food parcel"}}}, govuk.ExitThisPage{Href: "https://www.bbc.co.uk/weather"})},
	}
}

func board() templ.Component {
	row := func(value, who, what, why string, due govuk.Moment, state govuk.Tag) govuk.Row {
		return govuk.Row{Value: value, Label: what + " for " + who, Cells: []govuk.Cell{
			{Text: who, Href: "/tasks/" + value}, {Text: what}, {Text: why}, {Content: due}, {Content: state},
		}}
	}
	table := govuk.Table{Caption: "Tasks of this hub", CaptionHidden: true, Columns: []govuk.Column{{Text: "Who"}, {Text: "What"}, {Text: "Why now"}, {Text: "Due"}, {Text: "State"}}, Rows: []govuk.Row{
		row("1", "Amina, Ince", "Food parcel", "no food today", govuk.Due(now.Add(-2*time.Hour), now), govuk.Tag{Text: "Overdue", Colour: govuk.Red}),
		row("2", "Bryn, Hindley", "First contact", "new request", govuk.Due(now.Add(40*time.Minute), now), govuk.Tag{Text: "Unassigned", Colour: govuk.Yellow}),
		row("3", "Carol, Abram", "Prescription", "due today", govuk.Due(now.Add(5*time.Hour), now), govuk.Tag{Text: "With Jo H", Colour: govuk.Blue}),
	}}
	people := forms.Select{Name: "assignee", Label: "Hand to", Options: []forms.Option{{Value: "", Label: "Choose who"}, {Value: "jo", Label: "Jo Hartley (2 tasks)"}}}
	return around(govuk.MultiSelectTable(govuk.MultiSelect{Table: table, Name: "task", Checked: []string{"2"}}),
		govuk.Select(people), govuk.Button{Text: "Assign"}, govuk.Button{Text: "Print", Style: govuk.Secondary, FormAction: "/board/print"})
}

func views() templ.Component {
	item := func(label, count string, current bool) govuk.NavItem {
		return govuk.NavItem{Link: govuk.Link{Label: label, Href: "/board?view=" + label[:1], Current: current}, Count: count}
	}
	return govuk.SideNavigation{Label: "Saved views", Sections: []govuk.NavSection{{Items: []govuk.NavItem{
		item("Unassigned", "14", true), item("Due today", "23", false), item("Overdue", "3", false), item("Not yet confirmed safe", "2", false), item("Mine", "", false),
	}}}}
}

func story1() templ.Component {
	return govuk.Timeline{Items: []govuk.TimelineItem{
		{Title: "Call, no answer", By: "Jo Hartley", When: govuk.Ago(now.Add(-26*time.Hour), now), Text: "First of three attempts. No voicemail left."},
		{Title: "Parcel delivered", By: "Hindley Food Bank", When: govuk.Ago(now.Add(-48*time.Hour), now), Content: govuk.Tag{Text: "Done", Colour: govuk.Green}},
		{Title: "Request made", When: govuk.Ago(now.Add(-72*time.Hour), now)},
	}}
}

func identity() templ.Component {
	return govuk.IdentityBar{Name: "Amina Khan", Facts: []string{"81", "Hindley, Abram, Platt Bridge and Ince"}, Flags: govuk.Badges{{Text: "no voicemail", Colour: govuk.Red}, {Text: "interpreter: Urdu", Colour: govuk.Purple}}, Actions: []govuk.Button{{Text: "Open a need", Href: "/needs/new"}, {Text: "Call", Style: govuk.Secondary, Href: "/call"}}}
}

func filters() templ.Component {
	return around(govuk.FilterPanel(govuk.Filter{Action: "/board", Clear: "/board", Chosen: []govuk.ChosenFilter{{Text: "Food", Remove: "/board?x"}, {Text: "Due today", Remove: "/board?y"}}, Hidden: []govuk.HiddenValue{{Name: "sort", Value: "due"}}}),
		govuk.TextInput(forms.String{Name: "area", Label: "Area"}), govuk.Checkboxes(forms.Checkboxes{Name: "kind", Label: "Kind", Small: true, Options: []forms.Option{{Value: "food", Label: "Food"}, {Value: "call", Label: "Call"}}}))
}

func steps() templ.Component {
	return govuk.Steps{Label: "Food parcel", Items: []govuk.Step{{Text: "First contact", Done: true}, {Text: "Pack", Current: true}, {Text: "Deliver"}, {Text: "Confirm"}}}
}

// pages are whole pages in the shapes features make of them.
func pages() []story {
	where := forms.Postcode{Name: "postcode", Label: "What is your postcode?", Hint: "We use it to find the hub near you.", Required: true, Heading: true}
	wrong := where
	wrong.Parse(nil)
	return []story{
		{"page-question", govukPage(govuk.Layout{Title: "What is your postcode?", Back: "/ask"}, around(govuk.Form("/ask/where", "token"), govuk.TextInput(where), govuk.Button{Text: "Continue"}))},
		{"page-error", govukPage(govuk.Layout{Title: "What is your postcode?", Back: "/ask", Exit: "https://www.bbc.co.uk/weather", Errors: forms.Errors(&wrong)}, around(govuk.Form("/ask/where", "token"), govuk.TextInput(wrong), govuk.Button{Text: "Continue"}))},
		{"page-done", govukPage(govuk.Layout{Title: "Request received"}, around(govuk.Panel("We have your request"), raw("Your reference<br>"), govuk.Reference("7K3D-9M2")), raw(`<h2 class="govuk-heading-m">What happens next</h2><p class="govuk-body">Somebody from the hub in Ince rings you today before 5pm.</p>`))},
		{"page-board", govukPage(govuk.Layout{Title: "Board", Wide: true, Staff: true, Success: "2 tasks handed to Jo Hartley."},
			heading("Hindley, Abram, Platt Bridge and Ince"), raw(`<p class="govuk-body">14 unassigned, 3 overdue, 2 not yet confirmed safe; 22 volunteers on duty, 9 free</p><div class="kith-columns"><div class="kith-columns__side">`), views(), filters(), raw(`</div><div>`), govuk.LiveNote{Address: "/live", Text: "%d new – show"}, around(govuk.Form("/board/assign", "token"), board()), govuk.Pagination{Next: "/board?after=3"}, raw(`</div></div>`))},
		{"page-person", govukPage(govuk.Layout{Title: "Amina Khan", Wide: true, Staff: true, Map: true, Crumbs: []govuk.Link{{Label: "People", Href: "/people"}, {Label: "Amina Khan"}}}, identity(), govuk.SubNavigation{Label: "Person", Items: []govuk.Link{{Label: "Story", Href: "/p/1", Current: true}, {Label: "Needs", Href: "/p/1/needs"}}}, story1())},
		{"page-rtl", govukPage(govuk.Layout{Title: "آپ کا پوسٹ کوڈ کیا ہے؟", Lang: "ur", RTL: true, Back: "/"}, around(govuk.Form("/ask", ""), govuk.TextInput(forms.Postcode{Name: "postcode", Label: "آپ کا پوسٹ کوڈ کیا ہے؟", Heading: true}), govuk.Button{Text: "جاری رکھیں"}))},
	}
}
