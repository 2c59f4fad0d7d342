package papers

import (
	"fmt"
	"strings"
)

// Gap is something that the papers need and that nobody has said yet.
type Gap struct {
	Says string
	Mend string // what to do, and where
}

// inFile is where a borough says what the program cannot know.
const inFile = "Add it to protection.yaml of the blueprint."

// Gaps lists what is missing from the papers.
func (d Declared) Gaps() (all []Gap) {
	p := d.Protection
	for _, one := range []struct {
		missing bool
		says    string
	}{
		{!p.Officer.Known(), "Nobody says how to reach the data protection officer."},
		{p.Registration == "", "The council's number on the Information Commissioner's register is missing."},
		{p.Hosting == "", "Nobody says on whose machines the program and its backups lie, and in which country."},
		{p.Transfers == "", "Nobody says whether anything leaves the United Kingdom."},
	} {
		if one.missing {
			all = append(all, Gap{one.says, inFile})
		}
	}
	for _, e := range d.Record() {
		all = append(all, e.gaps()...)
	}
	return all
}

func (e Entry) gaps() (all []Gap) {
	name := "“" + e.Name + "”"
	switch {
	case e.ID == undeclared.ID:
		return []Gap{{"Tables hold data of people and belong to no activity: " + strings.Join(e.NoTime, ", ") + ".", "Name their package in internal/governance/papers/activity.go."}}
	case len(e.Bases) == 0 && len(e.Ended) > 0:
		all = append(all, Gap{fmt.Sprintf("The legal basis of %s ended on %s.", name, e.Ended[len(e.Ended)-1].Until.Long()), "Stop it, or add the basis it goes on by to protection.yaml."})
	case len(e.Bases) == 0:
		all = append(all, Gap{"There is no legal basis for " + name + ".", inFile})
	}
	if e.Special && len(e.Bases) > 0 && !e.conditioned() {
		all = append(all, Gap{name + " holds health or other special category data, and none of its bases names a condition of article 9.", "Add condition: to its basis in protection.yaml."})
	}
	return all
}

func (e Entry) conditioned() bool {
	for _, b := range e.Bases {
		if b.Condition != "" {
			return true
		}
	}
	return false
}
