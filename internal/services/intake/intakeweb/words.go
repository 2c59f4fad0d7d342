package intakeweb

import (
	"context"

	"kith/internal/plat/words"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// Words are the texts these pages say by themselves; the borough's own stand in its
// blueprint. What they say stands in the catalogues of [words], under "ask".
type Words struct {
	GetHelp, Ask                     string
	CheckRequest, CheckRequestLead   string
	FindService, FindServiceLead     string
	WhatIsDone, WhatIsDoneLead       string
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
	Interpreter                      string // "%s" is the language of the page
	SendNow, SendLead, Send          string
	SentOtherwise                    string // the same form was sent with other answers
	Done, YourReference, YourCode    string
	KeepBoth, Print                  string
	WhatNext                         string
	HubRings                         string // "%[1]s" is the neighbourhood, "%[2]s" by when
	SomebodyRings                    string // "%s" is by when
	Outside, RingThem                string // "%s" is the council next door
	Meanwhile                        string
	Finish, FinishHint               string
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
	ForNow                           string // "%s" is a need that is met until its own help begins
	NeedStates                       map[needs.NeedState]string
}

var texts = words.Declare[Words]("ask")

func say(ctx context.Context) *Words { return texts.In(ctx) }
