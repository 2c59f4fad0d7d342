package intakeweb

import (
	"context"

	"kith/internal/plat/words"
)

// changeWords are what the pages say on which somebody changes a request. They stand in
// the catalogues of [words], under "change".
type changeWords struct {
	Change, Tell, TellLead, More, MoreLead, Stop, StopLead string
	ByPhone, Back                                          string
	Phone, PhoneHint, Safe, SafeHint, Words, WordsHint     string
	TellSend, NothingTold, Told                            string
	Already                                                string // "%s" is a kind of help
	MoreCheck, MoreSend, Added                             string
	StopWhat, StopMissing, StopSure, StopSureLead, StopYes string
	Stopped, Finished, NothingToStop                       string
}

var changeTexts = words.Declare[changeWords]("change")

func sayChange(ctx context.Context) *changeWords { return changeTexts.In(ctx) }
