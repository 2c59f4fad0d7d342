package blueprint

// Whose says whether a rule is the borough's own or was borrowed, so that no
// council is held to have decided what it only adopted. Sections embed it in
// every rule, step and flow:
//
//	type Rule struct {
//		ID              string `yaml:"id"`
//		blueprint.Whose `yaml:",inline"`
//	}
//
// In the file: "whose: own", or "whose: adopted" with "adopted_from: bury".
// Load checks that the two keys agree.
type Whose struct {
	Origin Origin `yaml:"whose"`
	// AdoptedFrom names the borough or the practice it was borrowed from.
	AdoptedFrom string `yaml:"adopted_from,omitempty"`
}

// Origin is own or adopted.
type Origin string

// The origins of a rule.
const (
	Own     Origin = "own"
	Adopted Origin = "adopted"
)

// Choices are the origins a file may name.
func (Origin) Choices() []string { return []string{string(Own), string(Adopted)} }

// Label says it for a page: "own" or "adopted from Bury".
func (w Whose) Label() string {
	if w.Origin == Adopted {
		return "adopted from " + w.AdoptedFrom
	}
	return "own"
}

// fault gives the key that is wrong and why, or "" when the two keys agree.
func (w Whose) fault() (key, message, mend string) {
	switch {
	case w.Origin == Adopted && w.AdoptedFrom == "":
		return "whose", "an adopted rule does not say from whom", "add adopted_from: with the borough or practice it comes from"
	case w.Origin == Own && w.AdoptedFrom != "":
		return "adopted_from", "a rule that is the borough's own cannot be adopted from " + w.AdoptedFrom, "write whose: adopted, or take adopted_from away"
	}
	return "", "", ""
}
