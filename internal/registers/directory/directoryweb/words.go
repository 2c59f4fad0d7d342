package directoryweb

import (
	"context"

	"kith/internal/plat/words"
)

// Words are the texts this page says by itself.
type Words struct {
	Services, Lead     string
	Filter, Everything string
	Show, Print        string
	Nothing            string
	NotHere, AskUs     string
	OrRing             string // before the number
}

var texts = words.Declare[Words]("services")

func say(ctx context.Context) *Words { return texts.In(ctx) }
