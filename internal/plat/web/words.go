package web

import "context"

// Words are the texts of the pages the site shows by itself. A page in another
// language puts its own on the context with [WithWords].
type Words struct {
	NoPage, NoPageLead             string
	NoMethod, NoMethodLead         string
	Forbidden, ForbiddenLead       string
	SignedOut, SignedOutLead       string
	SignIn                         string // link that opens sign-in in a new tab
	Token                          string
	Invalid, InvalidLead           string
	Conflict, ConflictLead         string
	Stale, StaleLead               string
	TooLarge, TooLargeLead         string
	RateLimited, RateLimitedLead   string
	Unavailable, UnavailableLead   string
	Internal, InternalLead         string
	Kept                           string // what was typed is still on this page
	Again                          string // button that sends it once more
	Reference                      string // "%s" is the request's id
	Helpline, HelplineWithoutHours string // "%s" are the phone number and the hours
}

// English is what the site says when a page does not choose.
var English = Words{
	NoPage: "Page not found", NoPageLead: "If you typed the web address, check it is right. If you followed a link, the page may have moved.",
	NoMethod: "This page cannot be used that way", NoMethodLead: "Go back and use the links and buttons on the page.",
	Forbidden: "You cannot see this page", ForbiddenLead: "Your account does not have a role for it. Ask your manager or an administrator if you need it for your work.",
	SignedOut: "You have been signed out", SignedOutLead: "Sign in again to carry on.",
	SignIn:  "Sign in (opens in a new tab), then come back to this page",
	Token:   "Check and send again",
	Invalid: "Check what you entered", InvalidLead: "Something in the form cannot be accepted. Go back, check your answers and send it again.",
	Conflict: "This was already recorded differently", ConflictLead: "Go back and open the page again to see how it stands now.",
	Stale: "Somebody changed this before you", StaleLead: "Go back and open the page again to see their change, then make yours.",
	TooLarge: "This is too large to send", TooLargeLead: "Send less text, or a smaller file.",
	RateLimited: "Too many forms in a short time", RateLimitedLead: "Wait a minute, then try again.",
	Unavailable: "The service is busy or cannot save at the moment", UnavailableLead: "Try again in a minute.",
	Internal: "Sorry, there is a problem with the service", InternalLead: "Try again in a few minutes.",
	Kept: "What you entered is kept on this page.", Again: "Send again",
	Reference: "If you report this, quote %s.",
	Helpline:  "If you need help now, call %s (%s).", HelplineWithoutHours: "If you need help now, call %s.",
}

type wordsKey struct{}

// WithWords makes the site's own pages for this context say w.
func WithWords(ctx context.Context, w Words) context.Context {
	return context.WithValue(ctx, wordsKey{}, w)
}

func say(ctx context.Context) Words {
	if w, ok := ctx.Value(wordsKey{}).(Words); ok {
		return w
	}
	return English
}
