package directory

import "slices"

// Kind says what sort of help a signpost points to.
type Kind string

// The kinds of signpost.
const (
	ShopSlot        Kind = "shop-slot"         // a shop's hours for those who need them most
	ClickAndCollect Kind = "click-and-collect" // order, then fetch
	Delivery        Kind = "delivery"          // brought to the door for a price
	Line            Kind = "line"              // somebody to ring
	WalkIn          Kind = "walk-in"           // a place to go
	Online          Kind = "online"            // a page to read or fill in
)

// Choices are the kinds a blueprint may name.
func (Kind) Choices() []string {
	return []string{
		string(ShopSlot), string(ClickAndCollect), string(Delivery),
		string(Line), string(WalkIn), string(Online),
	}
}

// Signposts is signposts.yaml: help a person can reach without the council.
type Signposts struct {
	Signposts []Signpost `yaml:"signposts"`
}

// Signpost is one such help, in words a resident reads.
type Signpost struct {
	ID    string   `yaml:"id"`
	Name  string   `yaml:"name"`
	Kind  Kind     `yaml:"kind"`
	What  string   `yaml:"what"`
	When  string   `yaml:"when,omitempty"`
	Where string   `yaml:"where,omitempty"`
	Phone string   `yaml:"phone,omitempty"`
	URL   string   `yaml:"url,omitempty"`
	Needs []string `yaml:"needs"` // the needs it may answer
	// Neighbourhoods it serves; empty means the whole borough.
	Neighbourhoods []string `yaml:"neighbourhoods,omitempty"`
}

// For returns the signposts for a need in a neighbourhood, nearest kind first as the file
// has them. An empty neighbourhood leaves out those that serve only some.
func (s *Signposts) For(need, neighbourhood string) []Signpost {
	var found []Signpost
	for _, one := range s.Signposts {
		if slices.Contains(one.Needs, need) && one.Serves(neighbourhood) {
			found = append(found, one)
		}
	}
	return found
}

// Serves reports whether the signpost is for people of the neighbourhood.
func (s Signpost) Serves(neighbourhood string) bool {
	return len(s.Neighbourhoods) == 0 || slices.Contains(s.Neighbourhoods, neighbourhood)
}

// Find returns the signpost with this id.
func (s *Signposts) Find(id string) (Signpost, bool) {
	for _, one := range s.Signposts {
		if one.ID == id {
			return one, true
		}
	}
	return Signpost{}, false
}

// IDs lists the signposts' ids in the order of the file.
func (s *Signposts) IDs() []string {
	ids := make([]string, len(s.Signposts))
	for i, one := range s.Signposts {
		ids[i] = one.ID
	}
	return ids
}
