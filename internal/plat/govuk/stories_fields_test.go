package govuk_test

import (
	"github.com/a-h/templ"

	"kith/internal/plat/forms"
	"kith/internal/plat/govuk"
)

// stories are the components, each in the states that look different.
func stories() []story {
	return append(append(fieldStories(), textStories()...), denseStories()...)
}

func fieldStories() []story {
	name := forms.String{Name: "full-name", Label: "Full name", Hint: "As on letters you get", Required: true, Autocomplete: "name"}
	wrong := forms.Postcode{Name: "postcode", Label: "Postcode", Hint: "Where you live now", Required: true}
	parsed(&wrong, map[string][]string{"postcode": {"somewhere"}})
	phone := forms.Phone{Name: "phone", Label: "Phone number"}
	email := forms.Email{Name: "email", Label: "Email address"}
	minutes := forms.Int{Name: "minutes", Label: "How long it took", Suffix: "minutes", Max: 600}
	born := forms.Date{Name: "born", Label: "Date of birth", Hint: "For example, 27 3 1947", Required: true, Birthday: true}
	parsed(&born, map[string][]string{"born-day": {"27"}, "born-year": {"1947"}})
	return []story{
		{"text inputs", together(govuk.TextInput(name), govuk.TextInput(wrong), govuk.TextInput(phone), govuk.TextInput(email), govuk.TextInput(minutes))},
		{"password", govuk.PasswordInput(forms.Password{Name: "password", Label: "Password"})},
		{"textarea", govuk.Textarea(forms.Text{Name: "note", Label: "Note for the driver", Hint: "Such as “flats – need to buzz”", Rows: 3})},
		{"character count", govuk.CharacterCount(forms.Text{Name: "story", Label: "What happened", Max: 500})},
		{"date", govuk.DateInput(born)},
		{"file", govuk.FileUpload(forms.File{Name: "list", Label: "Choose the list", Hint: "A CSV file of at most 50 MB", Accept: ".csv", Error: "Select a CSV file"})},
		{"select", govuk.Select(hub())},
		{"radios", govuk.Radios(contact(), govuk.Reveal{Value: "text", Content: govuk.TextInput(forms.Phone{Name: "mobile", Label: "Mobile number"})})},
		{"radios side by side", govuk.Radios(forms.Radios{Name: "safe", Label: "Is it safe to talk now?", Inline: true, Small: true, Options: []forms.Option{{Value: "yes", Label: "Yes"}, {Value: "no", Label: "No"}}})},
		{"checkboxes", govuk.Checkboxes(needs(), govuk.Reveal{Value: "other", Content: govuk.Textarea(forms.Text{Name: "other-help", Label: "Tell us more", Rows: 2})})},
		{"checkboxes in a table", govuk.CheckboxGrid(free())},
		{"hidden and tokens", around(govuk.UploadForm("/lists", "token"), govuk.Hidden(forms.Hidden{Name: "version", Raw: "3"}))},
	}
}

func free() forms.Grid {
	f := forms.Grid{Down: []string{"Monday", "Tuesday"}, Across: []string{"Morning", "Evening"}, Checkboxes: forms.Checkboxes{
		Name: "free", Label: "When can you help?", Hint: "Tick all that suit you", Options: []forms.Option{
			{Value: "mon-morning", Label: "Monday morning"},
			{Value: "mon-evening", Label: "Monday evening"},
			{Value: "tue-morning", Label: "Tuesday morning"},
			{Value: "tue-evening", Label: "Tuesday evening"},
		},
	}}
	f.Set("mon-evening")
	f.Fail("Tick when you can help")
	return f
}

func hub() forms.Select {
	return forms.Select{Name: "hub", Label: "Hub", Options: []forms.Option{
		{Value: "", Label: "Choose a hub"}, {Value: "hapi", Label: "Hindley, Abram, Platt Bridge and Ince"}, {Value: "leigh", Label: "Leigh"},
	}}
}

func contact() forms.Radios {
	f := forms.Radios{Name: "contact", Label: "How may we contact you?", Hint: "We will not leave a message unless you say so", Options: []forms.Option{
		{Value: "phone", Label: "Phone call"},
		{Value: "text", Label: "Text message", Hint: "Standard rates apply"},
		{Value: "none", Label: "Do not contact me", Divider: "or"},
	}}
	f.Set("text")
	return f
}

func needs() forms.Checkboxes {
	f := forms.Checkboxes{Name: "needs", Label: "What do you need help with?", Hint: "Select all that apply", Options: []forms.Option{
		{Value: "food", Label: "Food"},
		{Value: "medicines", Label: "Medicines"},
		{Value: "other", Label: "Something else"},
		{Value: "none", Label: "None of these", Divider: "or", Exclusive: true},
	}}
	f.Set("food", "other")
	f.Fail("Select what applies, or select ‘None of these’")
	return f
}

func textStories() []story {
	return []story{
		{"buttons", around(govuk.ButtonGroup(),
			govuk.Button{Text: "Continue"}, govuk.Button{Text: "Save and come back", Style: govuk.Secondary, Name: "then", Value: "later"},
			govuk.Button{Text: "Delete", Style: govuk.Danger, Hidden: "this note", FormAction: "/delete"}, govuk.Button{Text: "Start now", Href: "/ask", Start: true})},
		{"inset, details, warning", together(
			around(govuk.InsetText(), raw("We will ring you back before 5pm.")),
			around(govuk.Details("Why we ask"), raw("Your postcode tells us which hub is near you.")),
			govuk.WarningText{Text: "Ring 999 if somebody is in danger now."})},
		{"panel", around(govuk.Panel("We have your request"), raw("Your reference<br>"), govuk.Reference("7K3D-9M2"))},
		{"stop panel", around(govuk.StopPanel("Not valid"), raw("Do not hand anything over."))},
		{"banners", together(govuk.Banner{Text: "The note is saved.", Success: true}, govuk.Banner{Text: "Winter help has begun.", Link: govuk.Link{Label: "What is on offer", Href: "/winter"}})},
		{"tags and badges", together(tags(), raw("<br><br>"), govuk.Badges{{Text: "no voicemail", Colour: govuk.Red}, {Text: "interpreter: Urdu", Colour: govuk.Purple}, {Text: "lives alone"}, {Text: "under 18 in household", Colour: govuk.Orange}, {Text: "address withheld", Colour: govuk.Grey}, {Text: "checked", Colour: govuk.Green}, {Text: "new", Colour: govuk.Yellow}})},
		{"summary list", together(summary(""), summary("Contact"))},
		{"task list", govuk.TaskList{Items: []govuk.TaskItem{
			{Title: "What is this file", Status: "Completed", Done: true, Href: "/1"},
			{Title: "What will change", Status: "Incomplete", Href: "/2", Hint: "Nothing is written yet"},
			{Title: "Who is who", Status: "Cannot start yet"},
		}}},
		{"pagination", govuk.Pagination{Previous: "/?before=1", Next: "/?after=9"}},
		{"links out", together(govuk.BackLink{Href: "/"}, govuk.PrintButton{Text: "Print this page"})},
	}
}

func tags() templ.Component {
	return together(govuk.Tag{Text: "Open"}, govuk.Tag{Text: "Done", Colour: govuk.Green}, govuk.Tag{Text: "Overdue", Colour: govuk.Red},
		govuk.Tag{Text: "Waiting", Colour: govuk.Yellow}, govuk.Tag{Text: "Closed", Colour: govuk.Grey}, govuk.Tag{Text: "Offered", Colour: govuk.Purple},
		govuk.Tag{Text: "Limited", Colour: govuk.Orange}, govuk.Tag{Text: "On the way", Colour: govuk.Teal}, govuk.Tag{Text: "New", Colour: govuk.Magenta})
}

func summary(title string) templ.Component {
	return govuk.SummaryList{Title: title, Actions: []govuk.Link{{Label: "Change all", Href: "/all"}}, Rows: []govuk.SummaryRow{
		{Key: "Name", Text: "Amina Khan", Change: "/name"},
		{Key: "Address", Text: "12 Market Street\nInce\nWN2 3EB", Change: "/address", Actions: []govuk.Link{{Label: "Withhold", Href: "/withhold"}}},
		{Key: "Contact", Content: govuk.Tag{Text: "No voicemail", Colour: govuk.Red}},
	}}
}
