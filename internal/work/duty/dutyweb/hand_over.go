package dutyweb

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/work/duty"
	"kith/internal/work/tasks"
)

// handPage asks of each chosen task why it cannot wait and what to do.
type handPage struct {
	words
	night duty.Tonight
	cards []*handCard
}

// handCard is one task with its two questions.
type handCard struct {
	duty.Candidate
	task forms.Hidden
	why  forms.String
	ask  forms.Text
}

func (c *handCard) fields() []forms.Parser { return []forms.Parser{&c.why, &c.ask} }

func (p *handPage) asked() (all []*handCard) {
	for _, c := range p.cards {
		if c.Not == "" {
			all = append(all, c)
		}
	}
	return all
}

// pick answers the board: the tasks that were ticked there are asked about one by one.
func (p *pages) pick(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	query := url.Values{}
	for _, ticked := range values["task"] {
		id, _, _ := strings.Cut(ticked, "@")
		query.Add("task", id)
	}
	return web.Redirect(w, r, home+"/hand-over?"+query.Encode())
}

func (p *pages) choose(w http.ResponseWriter, r *http.Request) error {
	page, err := p.handPage(r.Context(), r.URL.Query()["task"])
	if err != nil {
		return err
	}
	return p.showHand(w, r, http.StatusOK, page, nil)
}

func (p *pages) handPage(ctx context.Context, chosen []string) (*handPage, error) {
	var ids []tasks.ID
	for _, text := range chosen {
		id, err := ident.Parse[tasks.Task](text)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	all, err := p.duty.Candidates(ctx, ids)
	if err != nil {
		return nil, err
	}
	page := &handPage{}
	if page.night, err = p.duty.Tonight(ctx); err != nil {
		return nil, err
	}
	for i, c := range all {
		page.cards = append(page.cards, newHandCard(i+1, c))
	}
	page.words, err = p.words(ctx, page.night.Now)
	return page, err
}

func newHandCard(n int, c duty.Candidate) *handCard {
	number := strconv.Itoa(n)
	card := &handCard{
		Candidate: c, task: forms.Hidden{Name: "task"},
		why: forms.String{
			Name: "why-" + number, Label: "Why it cannot wait until morning", Noun: "why it cannot wait", Required: true, Max: duty.LongestWhy,
			Missing: "Enter why " + c.What + ", " + c.Who + ", cannot wait until morning",
		},
		ask: forms.Text{
			Name: "ask-" + number, Label: "What the duty team is to do", Required: true, Max: duty.LongestAsk, Rows: 2,
			Missing: "Enter what the duty team is to do about " + c.What + ", " + c.Who,
		},
	}
	card.task.Set(string(c.Task))
	return card
}

func (p *pages) showHand(w http.ResponseWriter, r *http.Request, status int, page *handPage, wrong []forms.ErrorItem) error {
	for _, c := range page.cards {
		p.saw(r.Context(), c.Work)
	}
	return web.Render(w, r, status, web.Page{
		Title: "Hand over to the duty team", Back: "/board", Section: section, Errors: wrong, Body: handBody(page),
	})
}

func (p *pages) handOver(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	page, err := p.handPage(r.Context(), values["task"])
	if err != nil {
		return err
	}
	var fields []forms.Parser
	for _, c := range page.asked() {
		fields = append(fields, c.fields()...)
	}
	ok := forms.Parse(values, fields...)
	if len(fields) == 0 {
		return p.showHand(w, r, http.StatusUnprocessableEntity, page, []forms.ErrorItem{{Href: "#main-content", Text: "None of these tasks can be handed over. Choose others on the board."}})
	}
	if !ok {
		return p.showHand(w, r, http.StatusUnprocessableEntity, page, forms.Errors(fields...))
	}
	var all []duty.Handing
	for _, c := range page.asked() {
		all = append(all, duty.Handing{Task: c.Task, Why: c.why.Value(), Ask: c.ask.Value()})
	}
	n, err := p.duty.HandOver(r.Context(), all)
	if err != nil && again(err) {
		return p.showHand(w, r, web.Status(err), page, []forms.ErrorItem{{Href: "#main-content", Text: fault.MessageOf(err)}})
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, "The duty team has "+count(n, "line", "lines")+" more on its list for tonight")
	return web.Redirect(w, r, home)
}
