package deploymentweb

import (
	"context"
	"fmt"
	"strings"

	"github.com/a-h/templ"

	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/registers/staff"
	"kith/internal/registers/staff/staffview"
	"kith/internal/services/deployment"
	"kith/internal/work/board/boardview"
)

// Panel is the part of somebody's page about their deployment.
func Panel(s *deployment.Service, around Around) staffview.Panel {
	p := &pages{s, around}
	return func(ctx context.Context, w staff.Worker) (templ.Component, error) {
		st, err := p.deployment.Story(ctx, w.ID)
		if err != nil {
			return nil, err
		}
		k := words{today: p.deployment.Today(ctx)}
		if k.hoods, err = p.around.Neighbourhoods(ctx); err != nil {
			return nil, err
		}
		if !w.Standing.Works() && w.Standing != staff.Resting && len(st.Ahead)+len(st.CheckIns)+len(st.Returns) == 0 {
			return nil, nil
		}
		return panelBody(panelOf(ctx, p, k, st)), nil
	}
}

// panel is somebody's deployment as their page shows it.
type panel struct {
	words
	deployment.Story
	account func(id string) string
}

func panelOf(ctx context.Context, p *pages, k words, st deployment.Story) *panel {
	return &panel{k, st, func(id string) string { return p.around.AccountName(ctx, id) }}
}

func (p *panel) timeline() govuk.Timeline {
	t := govuk.Timeline{Empty: govuk.Empty{Text: "What somebody is asked, and says, appears here."}}
	for _, c := range p.CheckIns {
		t.Items = append(t.Items, govuk.TimelineItem{
			Title: c.How.Label(), By: p.account(c.By), When: govuk.Ago(c.At, p.Now), Text: strings.TrimSpace(fmt.Sprintf("%d hours in the week. %s", c.Hours, c.Needs)),
			Content: settleForm(p.Worker.ID, c),
		})
	}
	return t
}

// firstFew is how many are named above the board; the rest are on their own page.
const firstFew = 6

// Head stands above the board while anybody deployed was not asked in time, for whoever
// manages their neighbourhood.
func Head(s *deployment.Service, around Around) boardview.Watch {
	p := &pages{s, around}
	return func(ctx context.Context) (boardview.Section, bool, error) {
		section := boardview.Section{
			ID: "check-ins", Title: "Redeployed staff not asked in time",
			None: "All redeployed staff were asked in time.", Href: home + "/check-ins", All: home + "/check-ins", Red: true,
		}
		if !access.From(ctx).Has(access.Manager) {
			return section, false, nil
		}
		dues, err := p.deployment.CheckIns(ctx)
		if err != nil {
			return section, true, err
		}
		today := p.deployment.Today(ctx)
		var named []string
		for _, d := range dues {
			if !d.Overdue() {
				continue
			}
			if section.Count++; section.Count <= firstFew {
				named = append(named, d.Worker.Name+" ("+dueTag(d, today).Text+")")
			}
		}
		section.Lead = "Ring them and ask how they are: " + strings.Join(named, ", ") + "."
		if section.Count > 0 {
			p.saw(ctx, "looked at late check-ins", section.Count)
		}
		return section, section.Count > 0, nil
	}
}

// Way leads from somebody's account to their own shifts, when they are on the staff list.
func Way(s *deployment.Service) func(ctx context.Context) (govuk.Link, bool, error) {
	return func(ctx context.Context) (govuk.Link, bool, error) {
		_, found, err := s.Mine(ctx)
		return govuk.Link{Label: "Your shifts", Href: home + "/mine"}, found, err
	}
}
