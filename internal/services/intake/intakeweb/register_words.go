package intakeweb

import (
	"context"

	"kith/internal/plat/words"
)

// registerWords are what the pages say on which somebody registers who needs nothing. They
// stand in the catalogues of [words], under "register".
type registerWords struct {
	Register, RegisterLead             string
	NothingToday, NothingTodayLink     string
	Before                             []string
	Approach, ApproachWhy, ApproachYes string
	ApproachNo, ApproachMissing        string
	SendLead, Send, SentOtherwise      string
	Done, KeepBoth, NothingNow         string
	Hub                                string // "%s" is the neighbourhood
	YourRegistration, Number           string // "%s" is the reference
	On, Ended                          string // "%s" is the day
	Agreed, NotAgreed                  string // "%s" is the day
	AskLead                            string
	MayApproach, StopApproach          string
	End, EndLead, EndSure, Changed     string
}

var registerTexts = words.Declare[registerWords]("register")

func sayRegister(ctx context.Context) *registerWords { return registerTexts.In(ctx) }
