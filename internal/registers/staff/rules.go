package staff

import "slices"

// Rules is staff.yaml: what can be asked of staff who are redeployed, what they may say they
// do not do, what they learn before a first shift and how they are looked after.
type Rules struct {
	Skills      []Skill      `yaml:"skills"`
	Demands     []Demand     `yaml:"demands"`
	Constraints []Constraint `yaml:"constraints"`
	Induction   []Item       `yaml:"induction"`
	CheckIn     CheckIn      `yaml:"check_in"`
	Reserve     ReserveRule  `yaml:"reserve"`
	Thanks      string       `yaml:"thanks"` // what everybody is thanked with when they go back
}

// Skill is something somebody can do.
type Skill struct {
	ID    string `yaml:"id"`
	Label string `yaml:"label"`
}

// Demand is something a post asks besides skills, such as lifting.
type Demand struct {
	ID    string `yaml:"id"`
	Label string `yaml:"label"`
}

// Constraint is what somebody may say they do not do: an instruction to whoever plans.
type Constraint struct {
	ID          string   `yaml:"id"`
	Instruction string   `yaml:"instruction"`
	Bars        []string `yaml:"bars"` // demands, or morning, afternoon, evening, weekend
}

// Item is one thing of the induction.
type Item struct {
	ID   string `yaml:"id"`
	Text string `yaml:"text"`
	// Skills are those whose holders alone need it; empty is everybody.
	Skills []string `yaml:"skills,omitempty"`
}

// CheckIn is the rule by which somebody asks the deployed how they are.
type CheckIn struct {
	EveryDays int    `yaml:"every_days"`
	MostHours int    `yaml:"most_hours"` // worked in a week, above which it is said
	Ask       string `yaml:"ask"`
}

// ReserveRule says how long training counts on the reserve list.
type ReserveRule struct {
	RefreshMonths int `yaml:"refresh_months"`
}

// Skill names a skill, by its id where the blueprint no longer has it.
func (r *Rules) Skill(id string) string {
	for _, one := range r.Skills {
		if one.ID == id {
			return one.Label
		}
	}
	return id
}

// Constraint finds a constraint by its id.
func (r *Rules) Constraint(id string) (Constraint, bool) {
	i := slices.IndexFunc(r.Constraints, func(c Constraint) bool { return c.ID == id })
	if i < 0 {
		return Constraint{}, false
	}
	return r.Constraints[i], true
}

// Instructions are what somebody does not do, in words, as whoever plans reads them.
func (r *Rules) Instructions(g Gives) (all []string) {
	for _, id := range g.Keeps {
		if c, ok := r.Constraint(id); ok {
			all = append(all, c.Instruction)
		}
	}
	if g.Asks != "" {
		all = append(all, g.Asks)
	}
	return all
}

// SkillIDs lists the ids of the skills.
func (r *Rules) SkillIDs() (ids []string) {
	for _, one := range r.Skills {
		ids = append(ids, one.ID)
	}
	return ids
}

// DemandIDs lists the ids of the demands.
func (r *Rules) DemandIDs() (ids []string) {
	for _, one := range r.Demands {
		ids = append(ids, one.ID)
	}
	return ids
}

// InductionOf are the items somebody needs before a first shift.
func (r *Rules) InductionOf(g Gives) (all []Item) {
	for _, i := range r.Induction {
		if len(i.Skills) == 0 || slices.ContainsFunc(i.Skills, g.Has) {
			all = append(all, i)
		}
	}
	return all
}
