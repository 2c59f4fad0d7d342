package web

import (
	"context"

	"kith/internal/plat/words"
)

// Words are the texts of the pages the site shows by itself.
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
	Helpline, HelplineWithoutHours string // "%[1]s" is the phone number, "%[2]s" the hours
}

var texts = words.Declare[Words]("site")

func say(ctx context.Context) *Words { return texts.In(ctx) }
