package intake

import (
	"maps"
	"strings"

	"kith/internal/registers/organisations"
	"kith/internal/work/answers"
)

// ForSetting makes a draft one for a setting. Its lead is who is named until somebody says
// otherwise, and its name is the first line of the address; where it stands is asked.
func (d Draft) ForSetting(o organisations.Organisation) Draft {
	d = d.Becomes(CallerNew)
	given := maps.Clone(d.Answers)
	first, last, _ := strings.Cut(o.LeadName, " ")
	for id, said := range map[string]string{
		answers.AskFirstName: first, answers.AskLastName: last, answers.AskPhone: o.LeadPhone.National(), answers.AskAddress: o.Name,
	} {
		if said != "" && len(given[id]) == 0 {
			given[id] = []string{said}
		}
	}
	d.Setting, d.Answers = o.ID, given.Given()
	return d
}
