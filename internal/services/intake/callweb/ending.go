package callweb

import (
	"net/http"
	"net/url"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
)

// ending is the wrap-up: how the call ended.
type ending struct {
	outcome forms.Radios
	backOn  forms.Radios
	backAt  forms.String
	agrees  forms.Radios
	paperOn forms.Date // when a request was taken that is entered from paper; nobody fills it in on a call
	paperAt forms.String
	ending  intake.Ending
}

// newEnding offers what is likeliest: a request when something was asked for.
func newEnding(c intake.Call) ending {
	e := ending{
		outcome: forms.Radios{Name: "outcome", Label: "How did the call end?", Small: true, Required: true, Missing: "Select how the call ended"},
		backOn: forms.Radios{Name: "back-on", Label: "On which day?", Small: true, Inline: true, Options: []forms.Option{
			{Value: "today", Label: "Today"}, {Value: "tomorrow", Label: "Tomorrow"},
		}},
		backAt: forms.String{Name: "back-at", Label: "At what time?", Hint: "For example 14:30", Width: 5, Max: 10, Autocomplete: "off"},
		agrees: forms.Radios{
			Name: "agrees", Label: "Do they agree to be approached later?", Small: true, Inline: true,
			Hint:    "They are registered with both answers, and get help whenever they ask for it.",
			Options: []forms.Option{{Value: "yes", Label: "Yes"}, {Value: "no", Label: "No"}},
		},
		paperOn: forms.Date{Name: "paper-on", Label: "On which day was it taken?"},
		paperAt: forms.String{Name: "paper-at", Label: "At what time was it taken?", Hint: "For example 14:30", Width: 5, Max: 10, Autocomplete: "off"},
	}
	for _, o := range intake.CallOutcomes() {
		e.outcome.Options = append(e.outcome.Options, forms.Option{Value: string(o), Label: o.Label()})
	}
	e.outcome.Set(string(likeliest(c)))
	e.backOn.Set("today")
	return e
}

func likeliest(c intake.Call) intake.CallOutcome {
	switch {
	case c.Safe == "no":
		return intake.SafeExit
	case len(c.Answers[answers.AskNeeds]) > 0:
		return intake.RequestTaken
	}
	return intake.Answered
}

// parse reads the wrap-up and reports whether the call can end so.
func (e *ending) parse(values url.Values, now time.Time) bool {
	valid := forms.Parse(values, &e.outcome, &e.backOn, &e.backAt, &e.agrees, &e.paperOn, &e.paperAt)
	e.ending.Outcome, e.ending.Agrees = intake.CallOutcome(e.outcome.Value()), e.agrees.Value()
	if e.ending.Outcome == intake.Registers && e.ending.Agrees == "" {
		e.agrees.Fail("Select if they agree to be approached later")
		return false
	}
	if e.ending.Outcome == intake.RequestTaken && !e.fromPaper(now) {
		return false
	}
	if !valid || e.ending.Outcome != intake.CallBack {
		return e.outcome.Err() == ""
	}
	on := day.Of(now)
	if e.backOn.Value() == "tomorrow" {
		on = on.AddDays(1)
	}
	hour, minute, ok := day.ParseTimeOfDay(e.backAt.Value())
	e.ending.CallBackAt = on.At(hour, minute)
	switch {
	case !ok:
		e.backAt.Fail("Enter the time to ring back, like 14:30")
	case !e.ending.CallBackAt.After(now):
		e.backAt.Fail("That time is past. Enter a later one, or choose tomorrow")
	}
	return e.backAt.Err() == ""
}

// fromPaper reads when a request was taken that is entered from paper, and reports whether that
// is right. Both left empty is a call that is held now.
func (e *ending) fromPaper(now time.Time) bool {
	if e.paperOn.Err() != "" || e.paperAt.Err() != "" {
		return false
	}
	if !e.paperOn.Given() && e.paperAt.Value() == "" {
		return true
	}
	on := e.paperOn.Value()
	if !e.paperOn.Given() {
		on = day.Of(now)
	}
	hour, minute, ok := day.ParseTimeOfDay(e.paperAt.Value())
	if e.ending.Taken = on.At(hour, minute); !ok {
		e.paperAt.Fail("Enter the time it was taken, like 14:30")
	} else if e.ending.Taken.After(now) {
		e.paperAt.Fail("That time is still to come. Enter when the request was taken")
	}
	return e.paperAt.Err() == ""
}

func (e *ending) errors() []forms.ErrorItem {
	return forms.Errors(&e.outcome, &e.backAt, &e.agrees, &e.paperOn, &e.paperAt)
}

// overPage is a call that has ended, with what to read out.
type overPage struct {
	call    intake.Call
	receipt intake.Receipt
	hood    string
	script  *intake.Script
	now     time.Time
}

// over shows a call that has ended.
func (p *pages) over(w http.ResponseWriter, r *http.Request, c intake.Call) error {
	o := overPage{call: c, now: p.around.Now()}
	if c.Request != "" || c.Registration != "" {
		var err error
		if o.receipt, err = p.intake.CallReceipt(r.Context(), c); err != nil {
			return err
		}
		if o.script, _, err = p.intake.RulesOf(r.Context(), c); err != nil {
			return err
		}
		names, err := p.hoods(r.Context())
		if err != nil {
			return err
		}
		o.hood = names[o.receipt.Neighbourhood]
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: c.Outcome.Label(), Wide: true, Back: callsPath, Section: section, Body: overBody(o),
	})
}
