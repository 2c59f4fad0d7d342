package govuk

// ButtonStyle is the weight of a button: one Primary on a page.
type ButtonStyle string

// The styles of a button. The zero style is Primary.
const (
	Primary   ButtonStyle = ""
	Secondary ButtonStyle = "secondary"
	Danger    ButtonStyle = "warning" // for what cannot be undone
	Inverse   ButtonStyle = "inverse" // on a coloured ground
)

// Button does something when pressed, or, with an Href, leads somewhere.
// Pressing a submit button twice sends once when scripts run.
type Button struct {
	Text       string
	Style      ButtonStyle
	Name       string // with Value: which button of a form was pressed
	Value      string
	FormAction string // posts the form there instead
	Href       string // a link drawn as a button
	Start      bool   // the arrow of the page that begins a service
	Hidden     string // said to screen readers after Text, to tell like buttons apart
	Form       string // id of the form it sends, when it stands outside it
}

func (b Button) class() string {
	if b.Style == Primary {
		return ""
	}
	return "govuk-button--" + string(b.Style)
}
