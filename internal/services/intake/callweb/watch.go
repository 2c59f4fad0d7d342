package callweb

import (
	"context"
	"net/http"

	"kith/internal/kernel/ident"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/services/intake"
	"kith/internal/work/board/boardview"
)

// firstFew is how many calls stand on the coordination page, and the list of calls has the
// rest; what was not safe is in no list and stands on the page whole.
const firstFew = 10

// Watch is the part of the coordination page about calls that nobody has finished, with the
// way to take each over, and those that were not safe.
func Watch(s *intake.Service) boardview.Watch {
	return func(ctx context.Context) (boardview.Section, bool, error) {
		w, theirs, err := s.Watch(ctx)
		if err != nil || !theirs {
			return boardview.Section{}, false, err
		}
		all := w.All()
		section := boardview.Section{
			ID: "calls", Title: "Calls to see to",
			Lead: "Take over a call that broke off, or that is to be rung back: all that was written is still there. Of a call that was not safe nothing is kept. Ask the agent what happened.",
			None: "No call waits for somebody to finish it.",
			Href: "#calls", All: callsPath, Count: len(all), Red: len(w.Unsafe) > 0,
			Table: govuk.Table{
				Caption: "Calls to see to", CaptionHidden: true, RowHeader: true,
				Columns: []govuk.Column{{Text: "Caller"}, {Text: "Agent"}, {Text: "Began"}, {Text: "How it stands"}, {Text: "What to do", Hidden: true}},
			},
		}
		if section.Red {
			section.Note = "some ended because it was not safe to talk"
		}
		for _, c := range all[:min(len(all), max(firstFew, len(w.Unsafe)))] {
			section.Table.Rows = append(section.Table.Rows, watchRow(c, w))
		}
		if len(all) > 0 {
			section.First = "the call that " + all[0].AgentName + " took"
		}
		return section, true, nil
	}
}

func watchRow(c intake.Call, w intake.Watched) govuk.Row {
	who, deed := caller(c), resumeForm(c, true)
	if c.Outcome == intake.SafeExit {
		who, deed = "Not kept", seeToForm(c)
	}
	return govuk.Row{Cells: []govuk.Cell{
		{Text: who}, {Text: c.AgentName}, {Content: govuk.Ago(c.StartedAt, w.Now)}, {Content: watched(c, w.Now)}, {Content: deed},
	}}
}

// seeTo says that somebody has seen to a call that was not safe.
func (p *pages) seeTo(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[intake.Call](r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := p.intake.SeeTo(r.Context(), id); err != nil {
		return err
	}
	web.Flash(w, r, "It is noted that you have seen to the call")
	return web.Redirect(w, r, "/coordination")
}
