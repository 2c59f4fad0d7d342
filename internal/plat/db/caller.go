package db

import "context"

// Caller says on whose behalf the database is used: for which borough, by
// which account (or "public", or the name of a job), and why.
type Caller struct {
	Borough string
	Actor   string
	Purpose string
}

type callerKey struct{}

// As returns a context in which every Read and Write is made by c.
func As(ctx context.Context, c Caller) context.Context {
	return context.WithValue(ctx, callerKey{}, c)
}

// CallerOf returns the caller named by As, or the zero Caller.
func CallerOf(ctx context.Context) Caller {
	c, _ := ctx.Value(callerKey{}).(Caller)
	return c
}

// Priority says which writes go first when several wait.
type Priority int

// The priorities, most urgent first. People is the default.
const (
	People  Priority = iota // somebody is looking at a screen
	Jobs                    // messages, sweeps, the journal
	Imports                 // bulk loads, in steps under 50 ms
)

type priorityKey struct{}

// Background returns a context whose writes wait behind those of people (Jobs)
// or behind everybody's (Imports). They are never starved: one that has waited
// too long goes with the next commit.
func Background(ctx context.Context, p Priority) context.Context {
	return context.WithValue(ctx, priorityKey{}, p)
}

func priorityOf(ctx context.Context) Priority {
	p, _ := ctx.Value(priorityKey{}).(Priority)
	return min(max(p, People), Imports)
}
