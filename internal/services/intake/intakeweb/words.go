package intakeweb

import (
	"context"

	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// Words are the texts these pages say by themselves; the borough's own stand in its
// blueprint. A page in another language puts its own on the context with [WithWords].
type Words struct {
	GetHelp, Ask                     string
	CheckRequest, CheckRequestLead   string
	FindService, FindServiceLead     string
	RingUs, RingInstead, WhoRunsIt   string
	BeforeYouStart                   []string
	StartNow, CarryOn, StartAgain    string
	HalfWay                          string // a form half filled in is here
	AlreadySent, SeeReference        string
	AskAgain                         string
	Privacy                          string
	Lost                             string // the browser brought no form: it may refuse cookies
	Lapsed                           string // the form was kept too long ago
	LapsedKept                       string // and the page sent just now is kept
	Continue                         string
	CheckAnswers, NotAnswered        string
	Parts                            map[answers.Part]string
	SendNow, SendLead, Send          string
	SentOtherwise                    string // the same form was sent with other answers
	Done, YourReference, YourCode    string
	KeepBoth, Print                  string
	WhatNext                         string
	HubRings                         string // "%s" are the neighbourhood and by when
	SomebodyRings                    string // "%s" is by when
	Outside, RingThem                string // "%s" is the council next door
	Meanwhile                        string
	Finish, FinishHint               string
	Today, Tomorrow, On              string
	Reference, ReferenceHint         string
	ReferenceMissing                 string
	Code, CodeHint, CodeMissing      string
	TooManyCodes                     string
	ShowStatus, LostReference        string
	YourRequest                      string
	RequestNumber                    string // "%s" is the reference
	ReceivedOn                       string // "%s" is the day
	WillRing                         string // "%s" is by when
	LateContact, HaveSpoken, AllDone string
	WhatYouAskedFor, ThingsChanged   string
	PrivateNeed                      string // a need that is not named
	NeedStates                       map[needs.NeedState]string
}

// English is what the pages say when nothing else was chosen.
var English = Words{
	GetHelp: "Get help", Ask: "Ask for help",
	CheckRequest: "Check a request", CheckRequestLead: "See how your request stands. You need your reference and your code.",
	FindService: "Find a service", FindServiceLead: "Shops, phone lines and groups that you can use yourself, today.",
	RingUs: "Ring us", RingInstead: "Ring us instead", WhoRunsIt: "Who runs this service",
	BeforeYouStart: []string{
		"We ask one thing at a time. You can go back and change an answer.",
		"If you do not know an answer, you can say so.",
		"Nobody is refused help because of an answer.",
		"What you type is kept for one day, so you can stop and carry on.",
	},
	StartNow: "Start now", CarryOn: "Carry on", StartAgain: "Start again",
	HalfWay:     "You have started to ask for help on this device. Your answers have not been sent.",
	AlreadySent: "You have sent a request from this device.", SeeReference: "See your reference and code",
	AskAgain:   "Ask for something else",
	Privacy:    "What we do with your answers",
	Lost:       "We could not find your answers on this device. If you see this again, allow cookies for this page, or ring us.",
	Lapsed:     "We keep answers for one day, and yours have gone. We are sorry. Please start again.",
	LapsedKept: "We keep answers for one day, and yours have gone. We are sorry. Please start again. The page you just sent is kept.",
	Continue:   "Continue", CheckAnswers: "Check your answers", NotAnswered: "Not answered",
	Parts: map[answers.Part]string{
		answers.Who: "Who needs help", answers.Where: "Where", answers.What: "What is needed",
		answers.Food: "Food", answers.Contact: "Getting in touch", answers.Consent: "What you agree to",
	},
	SendNow: "Send your request", SendLead: "Send it when the answers are as right as you can make them. You can tell us more when we ring.", Send: "Send",
	SentOtherwise: "You have already sent this form with other answers. Check your answers. If you send them now, they are a new request",
	Done:          "We have your request", YourReference: "Your reference", YourCode: "Your code",
	KeepBoth: "Write both down or print this page. You need both to see how your request stands.", Print: "Print this page",
	WhatNext:      "What happens next",
	HubRings:      "The team for %s will get in touch by %s.",
	SomebodyRings: "First we find the team for the address. Somebody will get in touch by %s.",
	Outside:       "This address seems to be in the area of %s. They may be able to help sooner. We keep the request too, so nobody is lost.",
	RingThem:      "Ring %s:",
	Meanwhile:     "Help to try meanwhile",
	Finish:        "Finish and clear this device", FinishHint: "Use this if other people use this phone or computer. Write down your reference and code first.",
	Today: "today", Tomorrow: "tomorrow", On: "on",
	Reference: "Your reference", ReferenceHint: "For example 7K3D-9M2", ReferenceMissing: "Enter your reference, like 7K3D-9M2",
	Code: "Your code", CodeHint: "The 6 numbers we gave you with the reference", CodeMissing: "Enter your code, the 6 numbers we gave you with the reference",
	TooManyCodes: "There were too many wrong codes for this reference. Wait 15 minutes and try again, or ring us.",
	ShowStatus:   "Show my request", LostReference: "If you have lost your reference or your code, ring us. We can find your request.",
	YourRequest: "Your request", RequestNumber: "Request %s",
	ReceivedOn:  "We got it on %s.",
	WillRing:    "The team will get in touch by %s. You do not need to do anything.",
	LateContact: "The team should have been in touch by now. We are sorry. Please ring us.",
	HaveSpoken:  "The team has been in touch and is working on it.",
	AllDone:     "Everything you asked for is finished. You can ask again at any time.",

	WhatYouAskedFor: "What you asked for", ThingsChanged: "If something has changed or cannot wait, ring us.",
	PrivateNeed: "Something you told us in private",
	NeedStates: map[needs.NeedState]string{
		needs.NeedOpen:     "We are finding somebody to do it",
		needs.NeedInHand:   "Somebody is working on it",
		needs.NeedMet:      "Done",
		needs.NeedNotMet:   "We could not do it. Ring us and we will find another way",
		needs.NeedReferred: "Another service has it and will get in touch",
		needs.NeedGone:     "Finished: it is no longer needed",
	},
}

type wordsKey struct{}

// WithWords makes the pages for this context say w.
func WithWords(ctx context.Context, w Words) context.Context {
	return context.WithValue(ctx, wordsKey{}, w)
}

func say(ctx context.Context) Words {
	if w, ok := ctx.Value(wordsKey{}).(Words); ok {
		return w
	}
	return English
}
