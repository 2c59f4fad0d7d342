package govuk

import (
	"github.com/a-h/templ"

	"kith/internal/plat/forms"
)

// Layout is everything a page shows around its own content.
type Layout struct {
	Lang   string // language of the page, such as "en"; "" is "en"
	RTL    bool   // the language is written from right to left
	Title  string // of the page, without the service's name
	Errors []forms.ErrorItem

	Council string // whose service it is, in the coloured bar
	Service string // the service's name
	Home    string // where the service's name leads; "" is "/"
	Nav     []Link
	Account Account

	Languages []LanguageLink // in which the page can be read; nil is English alone
	Unchecked []Said         // that nobody has checked the words of this language

	Alerts []Alert // what everybody has to know first
	Demo   string  // says that this is a demonstration; "" is no banner
	// DemoLink leads staff from the banner to what the demonstration shows beside the pages.
	DemoLink Link
	Success  string // what was just done, in a green banner
	Back     string // where the back link leads; "" is none
	Crumbs   []Link // breadcrumbs, instead of a back link
	Wide     bool   // full width, for dense pages; otherwise two-thirds
	Staff    bool   // dense styles and the staff script
	Map      bool   // the page draws a map
	App      string // style and script of the page's own, such as "doorstep"; "" none
	Exit     string // where "Exit this page" leads; "" is no such button

	FooterLinks []Link
	Notices     []string // licence and copyright notices

	Asset func(name string) string // address of a built file, such as "public.css"
	Head  templ.Component          // more for the head, such as a refresh; may be nil
}

// Alert is something everybody has to know, above the content of every page of the
// public. The zero Colour is neither loud nor quiet.
type Alert struct {
	Title  string
	Text   string
	Colour Colour // Red is loudest, Grey quietest
}

// LanguageLink leads to the page in another language.
type LanguageLink struct {
	Name    string // in itself: "Polski"
	Code    string
	Href    string
	Current bool
}

// Said is a text in a language of its own.
type Said struct {
	Code string
	RTL  bool
	Text string
}

// Link is a labelled way to somewhere.
type Link struct {
	Label   string
	Href    string
	Current bool // it is the page shown
}

// Account is who is signed in; the zero Account is nobody.
type Account struct {
	Name    string
	Href    string // the person's own page; "" is none
	SignOut string // where the sign-out form posts
	Token   string // anti-forgery token of that form
}

func (l Layout) lang() string {
	if l.Lang == "" {
		return "en"
	}
	return l.Lang
}

func (l Layout) direction() templ.Attributes {
	if l.RTL {
		return templ.Attributes{"dir": "rtl"}
	}
	return nil
}

// inEnglish marks a part that stays English on a page in another language.
func (l Layout) inEnglish() templ.Attributes {
	if l.lang() == "en" {
		return nil
	}
	return templ.Attributes{"lang": "en", "dir": "ltr"}
}

func (s Said) direction() string {
	if s.RTL {
		return "rtl"
	}
	return "ltr"
}

func (l Layout) home() string {
	if l.Home == "" {
		return "/"
	}
	return l.Home
}

// title is what browsers' tabs and screen readers say first.
func (l Layout) title(w *Words) string {
	title := l.Title
	if l.Service != "" {
		title += " – " + l.Service
	}
	if len(l.Errors) > 0 {
		title = w.Error + ": " + title
	}
	return title
}

// asset is the address of a built file; without a look-up, its plain name.
func (l Layout) asset(name string) string {
	if l.Asset == nil {
		return "/assets/" + name
	}
	return l.Asset(name)
}

// bundle names the stylesheet or script of this kind of page.
func (l Layout) bundle(ending string) string {
	switch {
	case l.Staff:
		return l.asset("staff" + ending)
	case l.RTL && ending == ".css":
		return l.asset("mirrored.css")
	}
	return l.asset("public" + ending)
}

func (l Layout) container() string {
	if l.Wide {
		return "govuk-width-container kith-width-wide"
	}
	return "govuk-width-container"
}
