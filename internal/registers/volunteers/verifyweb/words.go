package verifyweb

import (
	"context"

	"kith/internal/plat/words"
)

// Words are what the page says. They stand in the catalogues of [words], under "verify".
type Words struct {
	Title, Lead                        string
	Number, NumberHint, NumberMissing  string
	WrongSign, WrongLength, WrongCheck string
	Check, Again                       string
	Valid, IsOurs                      string // "%s" is the council
	Photo                              string // "%s" is the first name
	May                                string
	Until                              string // "%s" is the day
	Never                              []string
	Anew                               string // it was looked up just now
	NotValid, HandNothing, RingUs      string
	TooMany                            string
}

var texts = words.Declare[Words]("verify")

func say(ctx context.Context) *Words { return texts.In(ctx) }
