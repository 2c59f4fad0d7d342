package peopleweb

import (
	"context"
	"net/http"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/api"
	"kith/internal/registers/people"
)

func (p *pages) operations(a *api.API) {
	api.Register(a, api.Operation{
		Method: http.MethodGet, Path: "/people/{id}", Summary: "Read a person", Tag: "People", Who: access.Anyone(viewers...),
		Description: "What is known of a person now, and how they may be reached safely. That you looked is recorded.",
	}, p.apiPerson)
}

type personInput struct {
	ID string `path:"id" doc:"Id of the person, or of any of their records"`
}

// personBody is a person as programs read them.
type personBody struct {
	ID            string   `json:"id" doc:"Another than was asked for when that one was found to be this person"`
	GivenNames    string   `json:"given_names"`
	FamilyName    string   `json:"family_name"`
	BirthDate     string   `json:"birth_date,omitempty" format:"date"`
	Phone         string   `json:"phone,omitempty" example:"+447700900123"`
	Email         string   `json:"email,omitempty"`
	Address       []string `json:"address" doc:"Line by line, as on an envelope; empty when it is not known or withheld, see labels"`
	Postcode      string   `json:"postcode,omitempty"`
	Neighbourhood string   `json:"neighbourhood" doc:"Empty when the address routes nowhere"`
	CheckByHand   bool     `json:"check_by_hand" doc:"The routing of the address is to be checked"`
	Language      string   `json:"language,omitempty" doc:"Spoken; empty is English"`
	Interpreter   bool     `json:"interpreter"`

	Under18           bool          `json:"under_18" doc:"Today; false when the date of birth is not known"`
	NoCalls           bool          `json:"no_calls" doc:"Nobody is to ring today, whatever else is safe"`
	Deceased          *deceasedBody `json:"deceased,omitempty" doc:"Only of somebody who has died"`
	Communication     []string      `json:"communication" doc:"What they need in order to be spoken with and written to, such as large-print, bsl or text-relay"`
	CommunicationNote string        `json:"communication_note,omitempty"`
	Labels            []string      `json:"labels" doc:"restricted, address-withheld, safeguarding, health. A restricted person is told of to cleared staff alone"`

	SafeContact safeBody  `json:"safe_contact"`
	Records     []string  `json:"records" doc:"Ids of everything that was said of them, newest first"`
	AddedAt     time.Time `json:"added_at" doc:"When the newest record was added"`
}

// safeBody is how somebody may be reached. What is not said to be safe is not.
type safeBody struct {
	Asked      bool       `json:"asked" doc:"False: nobody has asked. Ring only, leave no message"`
	SaidAt     *time.Time `json:"said_at,omitempty"`
	Channels   []string   `json:"channels" doc:"Ways that are safe"`
	Voicemail  bool       `json:"voicemail"`
	Texts      bool       `json:"texts"`
	Times      string     `json:"times,omitempty"`
	Note       string     `json:"note,omitempty"`
	SpeakTo    string     `json:"speak_to,omitempty" doc:"Who else may be spoken to; empty is nobody"`
	SayWho     bool       `json:"say_who" doc:"Whoever answers may be told who is ringing"`
	CodeWord   string     `json:"code_word,omitempty" doc:"Asked for before anything is said"`
	HideNumber bool       `json:"hide_number" doc:"Ring with the number withheld"`
	NoCalls    string     `json:"no_calls,omitempty" doc:"Why nobody is to ring, whatever else is safe, and until when"`
}

// deceasedBody says that somebody has died.
type deceasedBody struct {
	On     string `json:"on,omitempty" format:"date" doc:"Empty when the day is not known"`
	SaidBy string `json:"said_by"`
}

type personOutput struct{ Body personBody }

func (p *pages) apiPerson(ctx context.Context, in *personInput) (*personOutput, error) {
	id, err := ident.Parse[people.Person](in.ID)
	if err != nil {
		return nil, err
	}
	person, err := p.people.Person(ctx, id)
	if err != nil {
		return nil, err
	}
	return &personOutput{bodyOf(person, day.Of(p.around.Now()))}, nil
}

func bodyOf(p people.Person, today day.Date) personBody {
	c, reach := p.Current(), p.Reach()
	b := personBody{
		ID: string(p.ID), GivenNames: c.GivenNames, FamilyName: c.FamilyName, BirthDate: c.BirthDate.String(),
		Phone: string(c.Phone), Email: c.Email, Address: append([]string{}, c.Address.Lines()...), Postcode: c.Address.Postcode,
		Neighbourhood: c.Neighbourhood, CheckByHand: c.CheckByHand, Language: c.Language, Interpreter: c.Interpreter,
		SafeContact: safely(reach), AddedAt: c.AddedAt,
		Under18: under18(c, today), NoCalls: reach.NoCalls.On(today), Deceased: deceased(reach.Deceased),
		Communication: append([]string{}, c.Communication...), CommunicationNote: c.CommunicationNote, Labels: []string{},
	}
	for _, label := range p.Labels() {
		b.Labels = append(b.Labels, string(label))
	}
	for _, id := range p.RecordIDs() {
		b.Records = append(b.Records, string(id))
	}
	return b
}

func deceased(d people.Deceased) *deceasedBody {
	if d.IsZero() {
		return nil
	}
	return &deceasedBody{On: d.On.String(), SaidBy: d.SaidBy}
}

func safely(r people.Reach) safeBody {
	b := safeBody{
		Asked: r.Asked, Channels: append([]string{}, r.Channels...), Voicemail: r.Voicemail, Texts: r.Texts, Times: r.Times, Note: r.Note,
		SpeakTo: r.SpeakTo, SayWho: r.SayWho, CodeWord: r.CodeWord, HideNumber: r.HideNumber, NoCalls: r.NoCalls.String(),
	}
	if r.Asked {
		b.SaidAt = &r.SaidAt
	}
	return b
}
