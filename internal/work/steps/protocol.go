package steps

import (
	"kith/internal/blueprint"
	"kith/internal/work/needs"
)

// Files is protocols/*.yaml: the protocols of a borough, by id, which is the name of the
// file without its extension.
type Files map[string]*Protocol

// Protocol is one kind of work in fixed steps. It is read-only once it is checked, and may
// be used by many goroutines at once.
type Protocol struct {
	Name  string `yaml:"name"`
	About string `yaml:"about"`
	// Once allows a person at most one open run; a further trigger joins it.
	Once bool `yaml:"once,omitempty"`
	// Assured work cannot be withdrawn: it ends only when it is known how the person is.
	Assured bool `yaml:"assured,omitempty"`
	// Starts says what work it is for.
	Starts Starts `yaml:"starts,omitempty"`
	// Ends are the assured outcomes: what must be known for a run to end.
	Ends  []End `yaml:"ends"`
	Stops Stops `yaml:"stops"`
	// Priority makes its work at least so pressing, whatever triage said.
	Priority needs.Priority `yaml:"priority,omitempty"`
	// Labels are added to those of the need.
	Labels []needs.Label `yaml:"labels,omitempty"`
	// Unsafe is where a step leads that would reach somebody in a way that is not safe.
	Unsafe Lead `yaml:"unsafe,omitempty"`
	// Steps are what is done, from the first on.
	Steps []Step `yaml:"steps"`

	blueprint.Whose `yaml:",inline"`
	Source          string `yaml:"source,omitempty"`

	id  string
	run program
}

// Starts says what a protocol is started for. The most particular one is chosen: one for a
// route before one for the need alone.
type Starts struct {
	Needs    []string    `yaml:"needs,omitempty"`    // categories of need
	Routes   []string    `yaml:"routes,omitempty"`   // routes of triage, and only these
	Until    []string    `yaml:"until,omitempty"`    // routes that begin later: what is done until they do, and only that
	Refers   []string    `yaml:"refers,omitempty"`   // destinations or kinds it hands needs to; "any" is every other
	Straight bool        `yaml:"straight,omitempty"` // needs that go straight to a service
	Lists    []ListTeams `yaml:"lists,omitempty"`    // lists of people whom a team may approach first
	ByHand   []string    `yaml:"by_hand,omitempty"`  // roles that may start it for a person
}

// ListTeams says which teams may make the first approach to the people on a list.
type ListTeams struct {
	List  string   `yaml:"list"`
	Teams []string `yaml:"teams"` // roles of roles.yaml
}

// End is one assured outcome.
type End struct {
	ID   string `yaml:"id"`
	Name string `yaml:"name"`
	// Need is how it leaves the need the run was for.
	Need needStanding `yaml:"need"`
}

// needStanding is how an end leaves a need: a state of needs in which it has ended.
type needStanding string

// Choices are the standings a file may name.
func (needStanding) Choices() []string {
	return []string{string(needs.NeedMet), string(needs.NeedReferred), string(needs.NeedGone), string(needs.NeedNotMet)}
}

// State is the standing as a need has it.
func (s needStanding) State() needs.NeedState { return needs.NeedState(s) }

// Stops are where a run goes when something is learned of the person that makes going on
// wrong. Every protocol says it of each.
type Stops struct {
	Deceased    Lead `yaml:"deceased"`
	Moved       Lead `yaml:"moved"`
	AskedToStop Lead `yaml:"asked_to_stop"`
}

// Stop is one of the things that stop a run.
type Stop string

// The stops.
const (
	Deceased    Stop = "deceased"
	Moved       Stop = "moved"
	AskedToStop Stop = "asked-to-stop"
)

// AllStops lists every stop.
func AllStops() []Stop { return []Stop{Deceased, Moved, AskedToStop} }

// Label is the stop in words.
func (s Stop) Label() string {
	switch s {
	case Deceased:
		return "They have died"
	case Moved:
		return "They have moved away"
	}
	return "They asked us to stop"
}

// Lead is where something leads: to a step or to an end, never both, and what is done on
// the way.
type Lead struct {
	To  string `yaml:"to,omitempty"`
	End string `yaml:"end,omitempty"`

	// Raise starts another protocol for the person, or joins the run of it that is open.
	Raise string `yaml:"raise,omitempty"`
	// Refer hands the need to a destination of referrals.yaml as well, in a run of its own.
	Refer string `yaml:"refer,omitempty"`
	// TellRole lets a role know.
	TellRole string `yaml:"tell_role,omitempty"`
	// TellPerson sends a letter of letters/ to the person, in a way that is safe.
	TellPerson string `yaml:"tell_person,omitempty"`
}

// IsZero reports whether nothing is said.
func (l Lead) IsZero() bool { return l == Lead{} }

// ID is the name of the protocol's file.
func (p *Protocol) ID() string { return p.id }

// Step returns the step with this id.
func (p *Protocol) Step(id string) (Step, bool) {
	for _, s := range p.Steps {
		if s.ID == id {
			return s, true
		}
	}
	return Step{}, false
}

// EndNamed returns the end with this id.
func (p *Protocol) EndNamed(id string) (End, bool) {
	for _, e := range p.Ends {
		if e.ID == id {
			return e, true
		}
	}
	return End{}, false
}

// Of is where a run goes that one of them stops.
func (s Stops) Of(stop Stop) Lead {
	switch stop {
	case Deceased:
		return s.Deceased
	case Moved:
		return s.Moved
	}
	return s.AskedToStop
}

// Words name what protocols refer to in other files, by its id; an id that is not among
// them names itself.
type Words struct {
	Role, Protocol, Destination, Letter map[string]string
}

// Safely is where a step leads whose way of contact is not safe.
func (p *Protocol) Safely(s Step) Lead { return s.safely(p) }
