package risk

import (
	"kith/internal/blueprint"
)

// Points is risk.yaml: what counts, and how much.
type Points struct {
	Name  string `yaml:"name" json:"name"` // of this version, as it is shown
	About string `yaml:"about" json:"about"`
	// CallsAWeek is how many first calls can be made in a week, until somebody says another
	// number.
	CallsAWeek  int         `yaml:"calls_a_week" json:"calls_a_week"`
	Bands       []Band      `yaml:"bands" json:"bands"` // the first to be reached, first
	Domains     []Domain    `yaml:"domains" json:"domains"`
	Factors     []Factor    `yaml:"factors" json:"factors"`
	Uncertainty Uncertainty `yaml:"uncertainty" json:"uncertainty"`
	Record      Record      `yaml:"record" json:"record"`
}

// Band is a part of the people by how soon they are reached.
type Band struct {
	ID   string `yaml:"id" json:"id"`
	Name string `yaml:"name" json:"name"`
	// Weeks is how many weeks of calls are in it; 0, in the last one alone, is everybody else.
	Weeks int `yaml:"weeks,omitempty" json:"weeks,omitempty"`
}

// Domain is a part of life, and the most that all of it together may count.
type Domain struct {
	ID   string `yaml:"id" json:"id"`
	Name string `yaml:"name" json:"name"`
	Cap  int    `yaml:"cap" json:"cap"`
	// Health says that what counts in it tells of somebody's health: why is told to few.
	Health bool `yaml:"health,omitempty" json:"health,omitempty"`
}

// Factor is one thing that counts.
type Factor struct {
	ID     string `yaml:"id" json:"id"`
	Term   string `yaml:"term" json:"term"` // by the standard: "Circumstance: lives alone"
	Domain string `yaml:"domain" json:"domain"`
	Points int    `yaml:"points" json:"points"`
	When   When   `yaml:"when" json:"when"`
	// Because is the sentence that says it of somebody, and Unless what would have to be
	// otherwise, in the middle of one: "somebody lives with them".
	Because     string   `yaml:"because" json:"because"`
	Unless      string   `yaml:"unless,omitempty" json:"unless,omitempty"`
	Sources     []string `yaml:"sources" json:"sources"`
	ExpiresDays int      `yaml:"expires_days,omitempty" json:"expires_days,omitempty"` // after it was said; 0 is never
	LegalBasis  string   `yaml:"legal_basis" json:"legal_basis"`
	Evidence    string   `yaml:"evidence" json:"evidence"`

	blueprint.Whose `yaml:",inline" json:"-"`
}

// When is what has to hold of somebody: exactly one of these.
type When struct {
	Attribute     string   `yaml:"attribute,omitempty" json:"attribute,omitempty"` // a source said so
	List          string   `yaml:"list,omitempty" json:"list,omitempty"`           // they came on a list
	AgeFrom       int      `yaml:"age_from,omitempty" json:"age_from,omitempty"`
	Need          string   `yaml:"need,omitempty" json:"need,omitempty"` // they asked for it
	LivesAlone    bool     `yaml:"lives_alone,omitempty" json:"lives_alone,omitempty"`
	Interpreter   bool     `yaml:"interpreter,omitempty" json:"interpreter,omitempty"`
	NoPhone       bool     `yaml:"no_phone,omitempty" json:"no_phone,omitempty"`
	Communication []string `yaml:"communication,omitempty" json:"communication,omitempty"` // any of them
	FifthUpTo     int      `yaml:"deprivation_fifth_up_to,omitempty" json:"deprivation_fifth_up_to,omitempty"`
}

// Uncertainty is what is added for not knowing.
type Uncertainty struct {
	Cap       int       `yaml:"cap" json:"cap"`
	NoContact Uncertain `yaml:"no_contact" json:"no_contact"` // nobody was in touch for so many days, or ever
	NoNews    Uncertain `yaml:"no_news" json:"no_news"`       // nothing new was learned for so many days
}

// Uncertain is one of its reasons.
type Uncertain struct {
	Days    int    `yaml:"days" json:"days"`
	Points  int    `yaml:"points" json:"points"`
	Because string `yaml:"because" json:"because"`
}

// Record is what the public is told of the tool, by the headings of the algorithmic
// transparency standard of government.
type Record struct {
	Owner        string   `yaml:"owner" json:"owner"`
	Contact      string   `yaml:"contact" json:"contact"`
	Phase        string   `yaml:"phase" json:"phase"`
	Purpose      string   `yaml:"purpose" json:"purpose"`
	Before       string   `yaml:"before" json:"before"`             // how it was done before
	Alternatives string   `yaml:"alternatives" json:"alternatives"` // what else was weighed
	People       string   `yaml:"people" json:"people"`             // what people decide
	Training     string   `yaml:"training" json:"training"`
	Appeal       string   `yaml:"appeal" json:"appeal"`
	Assessments  []string `yaml:"assessments" json:"assessments"`
	Risks        []Hazard `yaml:"risks" json:"risks"`
}

// Hazard is something that may go wrong, and what is done about it.
type Hazard struct {
	Risk string `yaml:"risk" json:"risk"`
	Done string `yaml:"done" json:"done"`
}

// Factor finds one by its id.
func (p *Points) Factor(id string) (Factor, bool) {
	for _, f := range p.Factors {
		if f.ID == id {
			return f, true
		}
	}
	return Factor{}, false
}

// Cap is the most that a domain may count.
func (p *Points) Cap(domain string) int {
	if domain == NotKnowing {
		return p.Uncertainty.Cap
	}
	for _, d := range p.Domains {
		if d.ID == domain {
			return d.Cap
		}
	}
	return 0
}

// Most is the highest score there can be.
func (p *Points) Most() (most int) {
	for _, d := range p.Domains {
		most += d.Cap
	}
	return most + p.Uncertainty.Cap
}

// NotKnowing is the domain of what is added for not knowing.
const NotKnowing = "not-knowing"

// health reports whether a domain tells of somebody's health.
func (p *Points) health(domain string) bool {
	for _, d := range p.Domains {
		if d.ID == domain {
			return d.Health
		}
	}
	return false
}

// DomainName is the name of a domain.
func (p *Points) DomainName(id string) string {
	for _, d := range p.Domains {
		if d.ID == id {
			return d.Name
		}
	}
	return "Not knowing"
}
