package updatesweb

import (
	"net/http"
	"time"

	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/services/updates"
)

// feedbackPath is where answers are listed.
const feedbackPath = "/feedback"

// feedback lists what people said of whether it was sorted, narrowed by the address: hub,
// answer, from, until. What cannot be read narrows nothing.
func (p *pages) feedback(w http.ResponseWriter, r *http.Request) error {
	query := r.URL.Query()
	asked := updates.Asked{Hub: query.Get("hub"), Answer: updates.Answer(query.Get("answer")), From: moment(query.Get("from")), Until: moment(query.Get("until"))}
	if asked.Answer.Label() == "" {
		asked.Answer = ""
	}
	all, err := p.updates.List(r.Context(), asked)
	if err != nil {
		return err
	}
	now := p.updates.Now(r.Context())
	t := govuk.Table{
		Caption: "What people said", CaptionHidden: true, RowHeader: true,
		Columns: []govuk.Column{{Text: "Request"}, {Text: "Was it sorted?"}, {Text: "In their words"}, {Text: "Answered"}},
		Empty:   govuk.Empty{Text: "Nobody has answered yet. People are asked by text or mail when their last need has been met."},
	}
	for _, f := range all {
		t.Rows = append(t.Rows, govuk.Row{Cells: []govuk.Cell{
			{Text: string(f.Reference), Href: "/requests/" + string(f.Request)}, {Content: tag(f.Answer)}, {Text: f.Words}, {Content: govuk.Ago(f.AnsweredAt, now)},
		}})
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Was it sorted?", Section: "Dashboard", Wide: true, Body: feedbackBody(t, len(all) == updates.MostAnswers)})
}

func tag(a updates.Answer) govuk.Tag {
	return govuk.Tag{Text: a.Label(), Colour: map[updates.Answer]govuk.Colour{updates.Yes: govuk.Green, updates.NotReally: govuk.Yellow, updates.No: govuk.Red}[a]}
}

func moment(text string) time.Time {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}
	}
	return at
}
