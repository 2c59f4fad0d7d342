package messagesweb

import (
	"context"
	"time"

	"github.com/a-h/templ"

	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/registers/messages"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleview"
)

// latest is how many messages stand on a person's page.
const latest = 10

// Panel is what was written to and by a person, on the person's page, and the way to write.
func Panel(s *messages.Service) peopleview.Panel {
	return peopleview.Panel{Title: "Messages", Order: 25, Show: func(ctx context.Context, p people.Person) (templ.Component, error) {
		who := access.From(ctx)
		if !who.HasFor(p.Current().Neighbourhood, append(messages.Writers(), access.Governance)...) {
			return nil, nil
		}
		all, err := s.Of(ctx, p, latest)
		if err != nil {
			return nil, err
		}
		return panel(p, lines(ctx, s, all), messages.MayWrite(who, p)), nil
	}}
}

// line is one message as the panel shows it.
type line struct {
	title string
	tag   govuk.Tag
	at    govuk.Moment
	why   string
	words string
	from  bool // the person sent it
}

func lines(ctx context.Context, s *messages.Service, all []messages.Said) (shown []line) {
	now := s.Now(ctx)
	for _, said := range all {
		if t := said.Inbound; t != nil {
			shown = append(shown, line{title: "Text from them", at: govuk.Ago(t.ReceivedAt, now), words: kept(t.Body), from: true, tag: inboundTag(*t)})
			continue
		}
		m := said.Message
		one := line{title: s.Title(ctx, *m), tag: stateTag(m.State), at: govuk.Ago(latestOf(*m), now), why: m.Reason, words: m.Body}
		if m.Channel != "" {
			one.title = m.Channel.Label() + ": " + one.title
		}
		shown = append(shown, one)
	}
	return shown
}

func latestOf(m messages.Message) time.Time {
	if m.SentAt.IsZero() {
		return m.QueuedAt
	}
	return m.SentAt
}

func kept(body string) string {
	if body == "" {
		return "What it said is no longer kept."
	}
	return body
}

func inboundTag(t messages.Inbound) govuk.Tag {
	switch {
	case t.Gist == messages.Stop:
		return govuk.Tag{Text: "No more texts", Colour: govuk.Orange}
	case t.Gist == messages.Start:
		return govuk.Tag{Text: "Texts again", Colour: govuk.Green}
	case t.ReadAt.IsZero():
		return govuk.Tag{Text: "To be read", Colour: govuk.Yellow}
	}
	return govuk.Tag{Text: "Read", Colour: govuk.Grey}
}
