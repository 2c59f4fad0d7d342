package papers

import (
	"slices"
	"strconv"
	"strings"

	"kith/internal/governance/keeping"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/datamap"
	"kith/internal/registers/assets"
)

// Door is an address of the program and who may come through it.
type Door struct {
	Pattern string
	Roles   []access.Role
}

// Declared is everything that the papers are put together from, on a day.
type Declared struct {
	On         day.Date
	Council    string
	Phone      string // of the helpline, as printed
	Protection Protection
	Map        datamap.Map
	Doors      []Door
	Rules      []keeping.Rule
	Assets     []assets.Asset
}

// Entry is a row of the record of processing: one activity, with all that is declared of it.
type Entry struct {
	Activity
	Holds      []Holding
	Special    bool // health or other special category data
	Bases      []Basis
	Ended      []Basis // that held once
	Recipients []access.Role
	Lists      []assets.Asset
	Kept       []Kept
	NoTime     []string // tables that hold something of people and that no rule of time takes away
}

// Holding is what an activity holds of one class: its columns, each as table.column.
type Holding struct {
	Class   datamap.Class
	Columns []string
}

// Kept is for how long some of it is kept.
type Kept struct {
	Sort keeping.Sort // of keeping.yaml; empty for a list
	List string       // the name of a data asset
	Days int
	Why  string
}

// Record is the record of processing: a row for each activity, and one more for tables that
// none names, if there are any.
func (d Declared) Record() (all []Entry) {
	for _, a := range append(Activities(), undeclared) {
		e := d.entry(a)
		if a.ID == undeclared.ID && len(e.Holds) == 0 {
			continue
		}
		all = append(all, e)
	}
	return all
}

func (d Declared) entry(a Activity) Entry {
	e := Entry{Activity: a, Recipients: d.recipients(a)}
	for _, class := range datamap.Classes() {
		if class.Personal() {
			e.hold(class, d.columns(a, class))
		}
	}
	for _, b := range d.Protection.Bases {
		switch {
		case !slices.Contains(b.For, a.ID):
		case b.Ended(d.On):
			e.Ended = append(e.Ended, b)
		case b.Holds(d.On):
			e.Bases = append(e.Bases, b)
		}
	}
	if a.Lists {
		e.Lists = d.Assets
	}
	e.Kept, e.NoTime = d.kept(a)
	return e
}

func (e *Entry) hold(class datamap.Class, columns []string) {
	if len(columns) == 0 {
		return
	}
	e.Holds = append(e.Holds, Holding{class, columns})
	e.Special = e.Special || class == datamap.Health || class == datamap.Special || class == datamap.Safety
}

// tables are the tables of an activity that tell something of people.
func (d Declared) tables(a Activity) (all []datamap.Table) {
	for _, t := range d.Map.Tables {
		if t.Personal() && of(t) == a.ID {
			all = append(all, t)
		}
	}
	return all
}

func (d Declared) columns(a Activity, class datamap.Class) (all []string) {
	for _, t := range d.tables(a) {
		for _, c := range t.Columns {
			if c.Class == class {
				all = append(all, t.Name+"."+c.Name)
			}
		}
	}
	return all
}

// recipients are the roles that come through the doors of an activity, in the order of the
// table of who may see what.
func (d Declared) recipients(a Activity) (all []access.Role) {
	for _, role := range access.Roles() {
		if slices.ContainsFunc(d.Doors, func(door Door) bool { return a.leads(door.Pattern) && slices.Contains(door.Roles, role) }) {
			all = append(all, role)
		}
	}
	return all
}

// kept says for how long what is kept, and which tables have no time.
func (d Declared) kept(a Activity) (all []Kept, none []string) {
	for _, t := range d.tables(a) {
		timed := false
		for _, sort := range keeping.Sorts() {
			i := slices.IndexFunc(d.Rules, func(r keeping.Rule) bool { return r.ID == sort.ID })
			if sort.Table == t.Name && i >= 0 {
				all, timed = append(all, Kept{Sort: sort, Days: d.Rules[i].Days, Why: d.Rules[i].Why}), true
			}
		}
		if !timed && slices.ContainsFunc(t.Columns, func(c datamap.Column) bool { return c.Class.Personal() }) && t.Name != attributesTable {
			none = append(none, t.Name)
		}
	}
	if a.Lists {
		for _, one := range d.Assets {
			all = append(all, Kept{List: one.Name, Days: one.KeepDays})
		}
	}
	return all, none
}

// attributesTable holds what lists say of people, for as long as each data asset says.
const attributesTable = "attributes_attribute"

// Long is a number of days as people say it: whole years where it is about that.
func Long(days int) string {
	if years, ok := Years(days); ok {
		if years == 1 {
			return "1 year"
		}
		return strconv.Itoa(years) + " years"
	}
	return strconv.Itoa(days) + " days"
}

// Years is a number of days in whole years, where they are years give or take leap days.
func Years(days int) (years int, ok bool) {
	years = (days + 2) / 365
	return years, years > 0 && days-years*365 >= 0 && days-years*365 <= years/4+1
}

// Says is for how long, in words.
func (k Kept) Says() string {
	if k.List != "" {
		return k.List + ": " + Long(k.Days) + " after somebody is on it no more"
	}
	return k.Sort.Name + ": " + Long(k.Days) + " from " + k.Sort.From
}

// Whom names whose data it is, for the record.
func (e Entry) Whom() string {
	names := map[datamap.About]string{
		datamap.Person: "people who ask for help or are on a list", datamap.Volunteer: "volunteers", datamap.Staff: "staff",
		datamap.Organisation: "people who speak for an organisation",
	}
	var all []string
	for _, a := range e.About {
		all = append(all, names[a])
	}
	return strings.Join(all, ", ")
}
