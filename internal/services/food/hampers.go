package food

import (
	"cmp"
	"slices"

	"kith/internal/blueprint"
	"kith/internal/kernel/money"
	"kith/internal/work/needs"
)

// Hampers is hampers.yaml: what can be ordered, for which needs, and which needs a food bank
// meets against a voucher.
type Hampers struct {
	From     string     `yaml:"from"` // where orders are packed, as a label says it
	Orders   []Ordering `yaml:"orders"`
	Vouchers Vouchers   `yaml:"vouchers"`
	Options  []Option   `yaml:"options,omitempty"`
	Hampers  []Hamper   `yaml:"hampers"`
}

// Ordering is a kind of need that an order may meet.
type Ordering struct {
	Need   string   `yaml:"need"`
	Routes []string `yaml:"routes,omitempty"` // of triage; empty means whichever

	blueprint.Whose `yaml:",inline"`
}

// Vouchers says for which routes a food bank is given a voucher.
type Vouchers struct {
	Routes []string `yaml:"routes"`
	// Brought is what a parcel takes up where the council's drivers bring it; nothing where
	// people fetch it, or the food bank brings it.
	Brought Parcel `yaml:"brought,omitempty"`

	blueprint.Whose `yaml:",inline"`
	Source          string `yaml:"source,omitempty"`
}

// Parcel is what a food bank's parcel takes up in a vehicle.
type Parcel struct {
	Boxes     int64 `yaml:"boxes"`
	Kilograms int64 `yaml:"kilograms"`
}

// Option is a diet or an allergy by which what is in a hamper changes.
type Option struct {
	ID      string   `yaml:"id"`
	Name    string   `yaml:"name"`
	Answers []string `yaml:"answers,omitempty"` // answers to food_diet that ask for it
	// Sheet is what whoever brings it reads, where the name would tell of an illness.
	Sheet string `yaml:"sheet,omitempty"`
}

// Kind is what sort of thing is ordered.
type Kind string

// The kinds.
const (
	HamperKind   Kind = "hamper"   // food, paid for at cost
	ParcelKind   Kind = "parcel"   // free: what the council adds or gives meanwhile
	SuppliesKind Kind = "supplies" // anything else, free or at cost
)

// Choices are the kinds a blueprint may name.
func (Kind) Choices() []string {
	return []string{string(HamperKind), string(ParcelKind), string(SuppliesKind)}
}

// Hamper is one thing on the list.
type Hamper struct {
	ID          string   `yaml:"id"`
	Name        string   `yaml:"name"`
	Description string   `yaml:"description"`
	Kind        Kind     `yaml:"kind"`
	Needs       []string `yaml:"needs"`            // kinds of need it helps with
	Extras      []string `yaml:"extras,omitempty"` // of triage, which it is
	Feeds       int      `yaml:"feeds,omitempty"`  // people it is packed for; 0 is any number
	Lines       []Line   `yaml:"lines"`

	blueprint.Whose `yaml:",inline"`
	Source          string `yaml:"source,omitempty"`
}

// Line is one item of a hamper.
type Line struct {
	Item     string   `yaml:"item"`
	Quantity int64    `yaml:"quantity"`
	Pence    int64    `yaml:"pence"`           // of one, at cost
	Grams    int64    `yaml:"grams"`           // of one
	Only     []string `yaml:"only,omitempty"`  // in it only with one of these options
	Never    []string `yaml:"never,omitempty"` // left out with any of these options
}

// Serves reports whether orders may meet a need.
func (h *Hampers) Serves(n needs.Need) bool {
	return n.Decision.StraightTo == "" && slices.ContainsFunc(h.Orders, func(o Ordering) bool {
		return o.Need == n.Category && (len(o.Routes) == 0 || slices.Contains(o.Routes, n.Decision.Route))
	})
}

// Vouchered reports whether a food bank that is given the need gets a voucher for it.
func (h *Hampers) Vouchered(n needs.Need) bool {
	return slices.Contains(h.Vouchers.Routes, n.Decision.Route)
}

// For lists what may be ordered for a kind of need, in the order of the file.
func (h *Hampers) For(need string) (all []Hamper) {
	for _, one := range h.Hampers {
		if slices.Contains(one.Needs, need) {
			all = append(all, one)
		}
	}
	return all
}

// Find returns the hamper with this id.
func (h *Hampers) Find(id string) (Hamper, bool) {
	i := slices.IndexFunc(h.Hampers, func(one Hamper) bool { return one.ID == id })
	if i < 0 {
		return Hamper{}, false
	}
	return h.Hampers[i], true
}

// Option returns the option with this id.
func (h *Hampers) Option(id string) (Option, bool) {
	i := slices.IndexFunc(h.Options, func(one Option) bool { return one.ID == id })
	if i < 0 {
		return Option{}, false
	}
	return h.Options[i], true
}

// Marks are options as whoever brings the boxes reads them: what is in them, and no illness.
func (h *Hampers) Marks(options []string) (marks []string) {
	for _, id := range options {
		if o, ok := h.Option(id); ok {
			marks = append(marks, cmp.Or(o.Sheet, o.Name))
		}
	}
	return marks
}

// Wanted are the options that answers to food_diet ask for.
func (h *Hampers) Wanted(diet []string) (ids []string) {
	for _, o := range h.Options {
		if slices.ContainsFunc(diet, func(d string) bool { return slices.Contains(o.Answers, d) }) {
			ids = append(ids, o.ID)
		}
	}
	return ids
}

// Suggested is the food hamper for a household of so many: the smallest that feeds them, or
// the largest there is. It is false where the list has none.
func (h *Hampers) Suggested(people int64) (best Hamper, ok bool) {
	for _, one := range h.Hampers {
		if one.Kind != HamperKind || one.Feeds == 0 {
			continue
		}
		enough, had := int64(one.Feeds) >= people, int64(best.Feeds) >= people
		if !ok || enough && (!had || one.Feeds < best.Feeds) || !enough && !had && one.Feeds > best.Feeds {
			best, ok = one, true
		}
	}
	return best, ok
}

// Suggestion is what a need suggests for a household, one of each: what triage wants to go
// with the help, and the hamper that feeds them, unless free food goes to them.
func (h *Hampers) Suggestion(n needs.Need, of Household) (ids []string) {
	free := false
	for _, one := range h.For(n.Category) {
		if slices.ContainsFunc(one.Extras, func(e string) bool { return slices.Contains(n.Decision.Extras, e) }) {
			ids, free = append(ids, one.ID), free || one.Kind == ParcelKind
		}
	}
	best, ok := h.Suggested(of.People())
	if ok && slices.Contains(best.Needs, n.Category) && !free {
		ids = append(ids, best.ID)
	}
	return ids
}

// With are the lines of the hamper when these options are chosen.
func (h Hamper) With(options []string) (lines []Line) {
	chosen := func(id string) bool { return slices.Contains(options, id) }
	for _, l := range h.Lines {
		if (len(l.Only) == 0 || slices.ContainsFunc(l.Only, chosen)) && !slices.ContainsFunc(l.Never, chosen) {
			lines = append(lines, l)
		}
	}
	return lines
}

// Price is what the hamper costs with these options.
func (h Hamper) Price(options []string) (sum money.Pence) {
	for _, l := range h.With(options) {
		sum += money.Pence(l.Quantity * l.Pence)
	}
	return sum
}

// Grams is what the hamper weighs with these options.
func (h Hamper) Grams(options []string) (sum int64) {
	for _, l := range h.With(options) {
		sum += l.Quantity * l.Grams
	}
	return sum
}
