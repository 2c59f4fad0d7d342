package blueprint

import (
	"regexp"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
)

// Borough is borough.yaml: who the borough is, how its pages look and speak, and
// which services it runs.
type Borough struct {
	ID      string `yaml:"id"`       // "wigan": lower case, the tenant's key in the database
	Name    string `yaml:"name"`     // "Wigan"
	Council string `yaml:"council"`  // "Wigan Council"
	LADCode string `yaml:"lad_code"` // ONS code of the local authority district: E08000010
	// Service is the name residents see: "Wigan community response".
	Service string `yaml:"service"`
	// NeighbourhoodWord is what the borough calls a neighbourhood, in lower case:
	// "neighbourhood", "service delivery footprint".
	NeighbourhoodWord string   `yaml:"neighbourhood_word"`
	Accent            Colour   `yaml:"accent"` // white text must be readable on it
	Helpline          Helpline `yaml:"helpline"`
	// EmergencyText stands above every public form: who to call when life is at risk.
	EmergencyText string   `yaml:"emergency_text"`
	Modules       []string `yaml:"modules"` // the services in use, of ModuleNames
	Texts         Texts    `yaml:"texts"`
}

// Helpline is the number a resident may ring instead of using the pages.
type Helpline struct {
	Phone phone.Number `yaml:"phone"`
	Hours string       `yaml:"hours"` // "Monday to Friday, 9am to 5pm"
	// OutOfHours says what to do when it is closed.
	OutOfHours string `yaml:"out_of_hours,omitempty"`
}

// Texts are the public words each borough writes itself. All are plain text;
// an empty line begins a new paragraph.
type Texts struct {
	WhoRunsIt    string `yaml:"who_runs_it"`   // who runs the service and answers for it
	Welcome      string `yaml:"welcome"`       // the first paragraph of the start page
	Privacy      string `yaml:"privacy"`       // what is kept, why, and whom to ask about it
	AfterSending string `yaml:"after_sending"` // what happens next, on the reference page
	// Accessibility says whom to tell when a page is hard to use.
	Accessibility string `yaml:"accessibility,omitempty"`
}

// ModuleNames are the services a borough may switch on; the registers and the
// board below them are always there.
var ModuleNames = []string{
	"intake", "calls", "medicines", "food", "matching", "deployment", "rounds", "outreach",
	"exchange", "surveys", "cases", "command", "intelligence", "reports", "situation",
}

// Uses tells whether the borough has switched a module on.
func (b Borough) Uses(module string) bool { return slices.Contains(b.Modules, module) }

func boroughSection() Section {
	return Section{
		Name: "the borough", File: "borough.yaml",
		New:       func() any { return &Borough{} },
		Check:     func(c *Checker, doc any) { doc.(*Borough).check(c) },
		Translate: func(doc any, t Translator) any { return doc.(*Borough).in(t) },
	}
}

func (b *Borough) in(t Translator) *Borough {
	said := *b
	say := func(text *string, id string) { *text = t.Text("borough."+id, *text) }
	say(&said.Service, "service")
	say(&said.Helpline.Hours, "hours")
	say(&said.Helpline.OutOfHours, "out_of_hours")
	say(&said.EmergencyText, "emergency_text")
	say(&said.Texts.WhoRunsIt, "who_runs_it")
	say(&said.Texts.Welcome, "welcome")
	say(&said.Texts.Privacy, "privacy")
	say(&said.Texts.AfterSending, "after_sending")
	say(&said.Texts.Accessibility, "accessibility")
	return &said
}

var (
	boroughID = regexp.MustCompile(`^[a-z][a-z0-9-]{1,39}$`)
	ladCode   = regexp.MustCompile(`^[ENSW]0[6-9]\d{6}$`)
)

func (b *Borough) check(c *Checker) {
	if !boroughID.MatchString(b.ID) {
		c.Problem("id", "%q cannot name a borough", b.ID).Mend("use 2 to 40 lower-case letters, digits and dashes, beginning with a letter")
	}
	if !ladCode.MatchString(b.LADCode) {
		c.Problem("lad_code", "%q is not the code of a local authority district", b.LADCode).Mend("write the ONS code, such as E08000010")
	}
	if b.NeighbourhoodWord != strings.ToLower(b.NeighbourhoodWord) {
		c.Problem("neighbourhood_word", "the word is written with capitals").Mend("write it in lower case, as in the middle of a sentence")
	}
	if contrast := b.Accent.Contrast(White); contrast < MinimumContrast {
		c.Problem("accent", "white text on %s has a contrast of %.1f to 1 and needs %.1f", b.Accent, contrast, MinimumContrast).Mend("choose a darker colour")
	}
	number, err := phone.Parse(string(b.Helpline.Phone))
	if err != nil {
		c.Problem(At("helpline", "phone"), "%s", fault.MessageOf(err))
	}
	b.Helpline.Phone = number
	b.checkModules(c)
}

func (b *Borough) checkModules(c *Checker) {
	place := func(i int) string { return At("modules", i) }
	c.Once("module", b.Modules, place)
	for i, module := range b.Modules {
		c.Known(place(i), "module", module, ModuleNames)
	}
}

// Neighbourhoods is the borough's word for several of them: "neighbourhoods".
func (b Borough) Neighbourhoods() string { return b.NeighbourhoodWord + "s" }
