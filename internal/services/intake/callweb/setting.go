package callweb

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/plat/govuk"
	"kith/internal/registers/organisations"
	"kith/internal/services/intake"
)

// settingInput names the setting that a call is for.
const settingInput = "setting"

// mostSettings is how many settings a look-up shows beside the people.
const mostSettings = 4

// settingsNamed are the settings whose name, lead or number holds every word of a look-up.
func (p *pages) settingsNamed(ctx context.Context, terms string) ([]organisations.Organisation, error) {
	all, err := p.around.SettingsThatAsk(ctx)
	words := strings.Fields(strings.ToLower(terms))
	all = slices.DeleteFunc(all, func(o organisations.Organisation) bool {
		said := strings.ToLower(strings.Join([]string{o.Name, o.Kind.Label(), o.LeadName, o.Phone, o.LeadPhone.National()}, " "))
		return slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(said, word) })
	})
	return all[:min(len(all), mostSettings)], err
}

// settingOf is the setting a call is for; nil where it is for a person.
func (p *pages) settingOf(ctx context.Context, c intake.Call) (*organisations.Organisation, error) {
	if c.Setting == "" {
		return nil, nil
	}
	o, err := p.findSetting(ctx, string(c.Setting))
	return &o, err
}

func (p *pages) findSetting(ctx context.Context, id string) (organisations.Organisation, error) {
	all, err := p.around.SettingsThatAsk(ctx)
	if err != nil {
		return organisations.Organisation{}, err
	}
	i := slices.IndexFunc(all, func(o organisations.Organisation) bool { return string(o.ID) == id })
	if i < 0 {
		return organisations.Organisation{}, fault.New(fault.NotFound, "callweb.no-setting", "There is no such care home, school or other setting.")
	}
	return all[i], nil
}

// pickSetting makes the call one for a setting.
func (p *pages) pickSetting(w http.ResponseWriter, r *http.Request, c intake.Call, id string) error {
	o, err := p.findSetting(r.Context(), id)
	if err != nil {
		return err
	}
	return p.keep(w, r, c, c.ForSetting(o), "#who")
}

// settingRows are what is known of a setting.
func settingRows(o organisations.Organisation) []govuk.SummaryRow {
	rows := []govuk.SummaryRow{{Key: "What it is", Text: o.Kind.Label()}}
	if o.Headcount > 0 {
		rows = append(rows, govuk.SummaryRow{Key: "People there", Text: fmt.Sprint(o.Headcount)})
	}
	for _, one := range []govuk.SummaryRow{
		{Key: "Led by", Text: ledBy(o)}, {Key: "Phone", Text: o.Phone}, {Key: "Somebody answers", Text: o.Opening},
	} {
		if one.Text != "" {
			rows = append(rows, one)
		}
	}
	return rows
}

func ledBy(o organisations.Organisation) string {
	return strings.TrimSpace(o.LeadName + "\n" + o.LeadPhone.National())
}
