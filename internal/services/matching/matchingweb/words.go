package matchingweb

import (
	"context"

	"kith/internal/plat/words"
)

// Words are the texts of the volunteers' pages, under "helping" in the catalogues.
type Words struct {
	Title string
	// Coming in.
	EnterTitle, EnterLead, EnterButton       string
	UsedTitle, GetNew                        string
	LinkTitle, LinkLead, LinkField           string
	LinkMissing, LinkWrong, LinkButton       string
	LinkSent, LinkSentLead                   string
	Hello                                    string
	OnDuty, OffDuty, GoOff, ComeOn           string
	NotYet, Checks, ToLearn, ToAgree         string
	Offers, NoOffers, Have, Finished         string
	AnswerBy, Where, When, HowLong           string
	Minutes, Away, By, From                  string
	Bring, Duties, Guidance                  string
	Paying, Privacy, Questions               string
	See, Accept, NotNow, WhyNot              string
	Yours, ThanksAnyway                      string
	Who, Address, Phone, NoPhone             string
	Collect, AskHub, Map                     string
	SayTitle, SayWords, SayPhone, LastNote   string
	HowTitle, Done, NoAnswer, OtherEnd       string
	EndLabel, EndMissing, Note, NoteHint     string
	NoteMissing, Took, TookMissing, Save     string
	DoneThanks, Noted, GiveBack, GiveBackNow string
	GivenBack                                string
	Worry, WorryLead, WorryField             string
	WorryMissing, WorryButton, WorrySaid     string
	NearTitle, Near, Quiet                   string
	GaveTitle, Gave, Reached, ThanksTitle    string
	OwnTitle, OwnActivities, OwnNone         string
	OwnFree, OwnFreeHint                     string
	Days, Parts                              []string
	PerWeek, PerMonth, NumberMissing         string
	Reach, ReachAnywhere, ReachKm, OwnSaved  string
	Passed, ToDo, Quiz, Check                string
	QuizMissing, QuizWrong, QuizRight        string
	AgreeTitle, AgreeButton, Agreed          string
	TellTitle, TellField, TellMissing        string
	TellButton, TellSaid                     string
	StopTitle, StopLead, StopHow             string
	StopMissing, Pause, Reserve, Leave       string
	StopWhy, StopButton, Stopped             string
	HavePaused, ComeBack, WelcomeBack        string
}

var texts = words.Declare[Words]("helping")

func say(ctx context.Context) *Words { return texts.In(ctx) }
