package app

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/plat/config"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// hardCall is one of the calls that a contact centre is judged by: what is said, what the
// agent notes of it, and what has to come of it.
type hardCall struct {
	ID      string          `json:"id"`
	Call    string          `json:"call"`
	Said    string          `json:"said"`
	Outcome string          `json:"outcome"` // how the call ends
	Again   string          `json:"again"`   // the call whose caller this is, once more
	Answers answers.Answers `json:"answers"`
	Hub     string          `json:"hub"`
	Outside string          `json:"outside"` // the council next door
	Note    string          `json:"note"`    // what whoever goes there has to read
	Needs   []hardNeed      `json:"needs"`
}

// hardNeed is what triage has to decide of one need: at least what is listed.
type hardNeed struct {
	Need     string   `json:"need"`
	Route    string   `json:"route"`
	Priority string   `json:"priority"`
	Refer    []string `json:"refer"`
	Steer    []string `json:"steer"`
	Who      []string `json:"who"` // nobody else may do it
	Extras   []string `json:"extras"`
	Labels   []string `json:"labels"`
	Flags    []string `json:"flags"` // the beginning or a part of each
}

func hardCalls(t *testing.T) (all []hardCall) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "e2e", "hard-calls.json"))
	if err == nil {
		err = json.Unmarshal(text, &all)
	}
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestHardCalls asks for what each of the calls needs and compares what is written with
// the table.
func TestHardCalls(t *testing.T) {
	at := clock.NewManual(time.Date(2020, 4, 20, 10, 0, 0, 0, time.UTC))
	a, err := Open(t.Context(), config.Common{
		Data: t.TempDir(), Borough: "wigan", Blueprints: filepath.Join("..", "..", "blueprints"), LogLevel: "error",
	}, at, true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close(context.WithoutCancel(t.Context())) })
	if err := a.MakeDemo(t.Context(), at, at.Now(), DemoSize{Seed: 7, People: 40, Requests: 10}, func(string) {}); err != nil {
		t.Fatal(err)
	}
	ctx := a.As(t.Context(), "agent", "a call")
	for _, c := range hardCalls(t) {
		if c.Outcome != string(intake.RequestTaken) {
			continue
		}
		t.Run(c.ID, func(t *testing.T) {
			got, err := a.Intake.Ask(ctx, intake.Asking{Channel: needs.Phone, Answers: c.Answers, Key: "hard call " + c.ID})
			if err != nil {
				t.Fatal(err)
			}
			if got.Neighbourhood != c.Hub {
				t.Errorf("it goes to %q, not %q", got.Neighbourhood, c.Hub)
			}
			if outside := outsideName(got); outside != c.Outside {
				t.Errorf("the council next door is %q, not %q", outside, c.Outside)
			}
			a.checkHardCall(t, ctx, c, got)
		})
	}
}

func outsideName(r intake.Receipt) string {
	if r.Outside == nil {
		return ""
	}
	return r.Outside.Name
}

func (a *App) checkHardCall(t *testing.T, ctx context.Context, c hardCall, got intake.Receipt) {
	t.Helper()
	listed, err := a.Needs.Requests(ctx, needs.RequestFilter{Limit: 500})
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(listed, func(r needs.Listed) bool { return r.Reference == got.Reference })
	if at < 0 {
		t.Fatalf("%s is not listed", got.Reference)
	}
	opened, err := needs.AllNeeds(a.DB.Read(ctx), listed[at].ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(opened) != len(c.Needs) {
		t.Errorf("%d needs are opened, not %d", len(opened), len(c.Needs))
	}
	for _, want := range c.Needs {
		i := slices.IndexFunc(opened, func(n needs.Need) bool { return n.Category == want.Need })
		if i < 0 {
			t.Errorf("no need of %s", want.Need)
			continue
		}
		want.check(t, opened[i].Decision)
	}
	request, err := a.Needs.Request(ctx, listed[at].ID)
	if err != nil || !strings.Contains(fmt.Sprint(request.Answers), c.Note) {
		t.Errorf("whoever goes there does not read %q: %v", c.Note, err)
	}
}

func (want hardNeed) check(t *testing.T, got needs.Result) {
	t.Helper()
	if got.Route != want.Route || string(got.Priority) != want.Priority {
		t.Errorf("%s goes by %q and is %s, not by %q and %s", want.Need, got.Route, got.Priority, want.Route, want.Priority)
	}
	holds(t, want.Need+" is referred to", got.ReferTo, want.Refer)
	holds(t, want.Need+" is steered to", got.SteerTo, want.Steer)
	holds(t, want.Need+" brings", got.Extras, want.Extras)
	holds(t, want.Need+" is labelled", texts(got.Labels), want.Labels)
	holds(t, want.Need+" says", got.Flags, want.Flags)
	if who := texts(got.WhoMay); len(want.Who) > 0 && !slices.Equal(slices.Sorted(slices.Values(who)), want.Who) {
		t.Errorf("%s may be done by %v, not %v", want.Need, who, want.Who)
	}
}

// holds reports what a list lacks.
func holds(t *testing.T, what string, got, want []string) {
	t.Helper()
	for _, w := range want {
		if !slices.ContainsFunc(got, func(g string) bool { return strings.Contains(g, w) }) {
			t.Errorf("%s %q, and not %q", what, got, w)
		}
	}
}

func texts[T ~string](all []T) []string {
	var out []string
	for _, one := range all {
		out = append(out, string(one))
	}
	return out
}

// TestGoldenHardCalls writes the table for people to read.
func TestGoldenHardCalls(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Hard calls, and what has to come of them\n\nWritten by `make gen` from `e2e/hard-calls.json`, which is stated before the program is tried. " +
		"A Go test asks for each and compares what is written; a browser journey takes each on the call screen.\n\n" +
		"| call | what is said | it ends as | at the hub | needs, and how each is decided |\n| --- | --- | --- | --- | --- |\n")
	for _, c := range hardCalls(t) {
		var decided []string
		for _, n := range c.Needs {
			decided = append(decided, n.String())
		}
		fmt.Fprintf(&b, "| %s | “%s” | %s | %s | %s |\n", c.Call, c.Said, c.ending(), c.where(), strings.Join(decided, "<br>"))
	}
	golden(t, "hard-calls.md", b.String())
}

func (c hardCall) ending() string {
	return map[string]string{
		"request": "a request", "answered": "answered on the spot, counted with no record",
		"safe-exit": "safe exit: nothing is kept that shows", "wrong-number": "wrong number, counted",
	}[c.Outcome]
}

func (c hardCall) where() string {
	switch {
	case c.Outcome != "request":
		return ""
	case c.Outside != "":
		return "coordination queue, with the number of " + c.Outside
	}
	return c.Hub
}

// String is the need in a line.
func (want hardNeed) String() string {
	said := "**" + want.Need + "**"
	if want.Route != "" {
		said += " by " + want.Route
	}
	said += ", " + want.Priority
	for _, part := range []struct {
		word string
		list []string
	}{
		{"refer to", want.Refer},
		{"steer to", want.Steer},
		{"only", want.Who},
		{"with", want.Extras},
		{"labelled", want.Labels},
		{"says", want.Flags},
	} {
		if len(part.list) > 0 {
			said += "; " + part.word + " " + strings.Join(part.list, ", ")
		}
	}
	return said
}
