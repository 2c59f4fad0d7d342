// Package govuk draws pages in the style of the GOV.UK Design System and the
// Ministry of Justice's patterns, without their fonts and crown. Components
// take typed values and form fields, never maps or names of fields.
//
// # Asking: a function of a form field
//
//	@TextInput(f)              forms.String, Email, Phone, Postcode, Int
//	@PasswordInput(f)          forms.Password
//	@Textarea(f)               forms.Text
//	@CharacterCount(f)         forms.Text, telling how many characters are left
//	@DateInput(f)              forms.Date
//	@Radios(f, reveals...)     forms.Radios; Reveal{Value, Content} shows under an option
//	@Checkboxes(f, reveals...) forms.Checkboxes
//	@Select(f)                 forms.Select
//	@FileUpload(f)             forms.File, inside UploadForm
//	@Hidden(f)                 forms.Hidden
//
// A field with Heading: true has the page's h1 for its label: one question a
// page.
//
// # Wrapping: a function with children
//
//	@Form(action, token) { … }       posts; the token is web.CSRF(ctx)
//	@UploadForm(action, token) { … } posts files
//	@FilterPanel(Filter{Action, Chosen []ChosenFilter, Clear, Hidden []HiddenValue}) { fields }
//	@MultiSelectTable(MultiSelect{Table, Name, Checked}) { fields and buttons }, inside a Form
//	@ButtonGroup() { … }  @InsetText() { … }  @Details(summary) { … }
//	@Panel(title) { … }   @Card(title, colour) { … }
//	@Page(Layout) { … }   the whole document; plat/web draws it
//
// # Showing: a struct that is itself a component, as in @govuk.Tag{Text: "Done"}
//
//	Button{Text, Style, Name, Value, FormAction, Href, Start, Hidden, Form}
//	Tag{Text, Colour}  Badge{Text, Colour}  Badges{…}  WarningText{Text}
//	Banner{Text, Success, Title, Link, Content, ID}
//	SummaryList{Rows []SummaryRow{Key, Text, Content, Change, ChangeWhat, Actions}, Title, Actions, Plain}
//	Table{Caption, CaptionHidden, Columns []Column, Rows []Row, RowHeader, Sortable, Empty}
//	      Column{Text, Hidden, Numeric, Href, Sorted}; Row{Cells []Cell, Value, Label} or Cells("a", "b")
//	      Cell{Text, Href, Content, Numeric, Sort}
//	TaskList{Name, Items []TaskItem{Title, Href, Hint, Status, Colour, Done}}
//	StatTiles{{Label, Value, Href, Note, Colour}}  Steps{Label, Items []Step{Text, Done, Current}}
//	Timeline{Items []TimelineItem{Title, By, When, Text, Content}, Empty}
//	IdentityBar{Name, Facts, Flags Badges, Actions []Button}  (its name is the h1)
//	SideNavigation{Label, Sections []NavSection{Title, Items []NavItem{Link, Count}}}
//	SubNavigation{Label, Items []Link}  Tabs{Title, Panels []TabPanel{ID, Label, Content}}
//	Pagination{Previous, Next}  BackLink{Href, Text}  Breadcrumbs{Links}
//	Empty{Text, Link}  LiveNote{Address, Href, Text}  PrintButton{Text}  Map{GeoJSON, Label}
//	Moment{At, Words}, made by Ago(at, now) or Due(by, now)
//	ErrorSummary{Items}  PhaseBanner{Tag, Text, Link}  ExitThisPage{Href}  (Page draws these)
//	@Reference(text)  @SkipLink()  @CSRF(token)
//
// Colour is Blue (the zero value), Grey, Green, Teal, Purple, Magenta, Red,
// Orange or Yellow; it never says what the words do not.
//
// # Styles
//
// Tabs, FileUpload, SideNavigation, SubNavigation, FilterPanel, MultiSelectTable
// and Map are styled on staff pages only (Layout.Staff). Pages may use these
// classes: GOV.UK's for headings, body, lists, links, the grid, visually-hidden,
// govuk-!-margin-bottom-N and govuk-!-width-…; kith-columns (a list with
// kith-columns__side beside it), kith-columns--pane (with kith-pane on the right), kith-lines (keeps line
// breaks), kith-key (a keyboard key), kith-print-only, kith-no-print, kith-keep
// (not split in print). An element with data-key="/" is reached by that key.
package govuk
