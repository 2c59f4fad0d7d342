package directoryweb

import "context"

// Words are the texts this page says by itself. A page in another language puts its own
// on the context with [WithWords].
type Words struct {
	Services, Lead     string
	Filter, Everything string
	Show, Print        string
	Nothing            string
	NotHere, AskUs     string
	OrRing             string // before the number
}

// English is what the page says when nothing else was chosen.
var English = Words{
	Services: "Find a service", Lead: "These are shops, phone lines and groups that you can use without asking us first.",
	Filter: "What do you need?", Everything: "Everything",
	Show: "Show", Print: "Print this page",
	Nothing: "No services are listed yet. Ring us and we will help you find one.",
	NotHere: "If you cannot find what you need", AskUs: "Ask us for help", OrRing: "Or ring us:",
}

type wordsKey struct{}

// WithWords makes the page for this context say w.
func WithWords(ctx context.Context, w Words) context.Context {
	return context.WithValue(ctx, wordsKey{}, w)
}

func say(ctx context.Context) Words {
	if w, ok := ctx.Value(wordsKey{}).(Words); ok {
		return w
	}
	return English
}
