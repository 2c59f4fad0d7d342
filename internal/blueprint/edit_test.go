package blueprint_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
)

const questions = `# What we ask.
pages:
  # The first page.
  - id: who
    title: Who needs help? # keep it short
    why: "So that: we know."
    lead: |
      One line.

      Another.
    questions:
      - label: Me
        id: me

  # The second.
  - id: where
    title: Where?
    flags: {a: b}
list: [x]
`

func TestEditsChangeOneValueAndNothingElse(t *testing.T) {
	f := blueprint.File{Name: "questions.yaml", Content: questions}
	set := func(text string, path ...string) func() (blueprint.File, error) {
		return func() (blueprint.File, error) { return f.Set(text, path...) }
	}
	for name, c := range map[string]struct {
		edit     func() (blueprint.File, error)
		from, to string
	}{
		"a text keeps its remark":     {set("Who is it for?", "pages", "who", "title"), "Who needs help?", "Who is it for?"},
		"a text that needs quotes":    {set("a: b # c", "pages", "where", "title"), "Where?", `"a: b # c"`},
		"yes is a text":               {set("yes", "pages", "where", "title"), "Where?", `"yes"`},
		"quotes that are not needed":  {set("So", "pages", "who", "why"), `"So that: we know."`, "So"},
		"a block becomes a line":      {set("One.", "pages", "who", "lead"), "|\n      One line.\n\n      Another.", "One."},
		"a line becomes a block":      {set("One\n\nTwo", "pages", "who", "title"), " Who needs help? # keep it short", " |\n      One\n\n      Two"},
		"a key behind the dash":       {set("I do", "pages", "who", "questions", "me", "label"), "- label: Me", "- label: I do"},
		"a key is added":              {set("here", "pages", "where", "hint"), "title: Where?\n", "title: Where?\n    hint: here\n"},
		"a key is taken away":         {set("", "pages", "who", "lead"), "    lead: |\n      One line.\n\n      Another.\n", ""},
		"what is not there stays out": {set("", "pages", "who", "hint"), "", ""},
		"a switch":                    {func() (blueprint.File, error) { return f.Switch(true, "pages", "where", "off") }, "title: Where?\n", "title: Where?\n    off: true\n"},
		"up": {
			func() (blueprint.File, error) { return f.Move(true, "pages", "where") }, questions[strings.Index(questions, "  # The first"):strings.Index(questions, "list:")],
			"  # The second.\n  - id: where\n    title: Where?\n    flags: {a: b}\n\n" + strings.TrimRight(questions[strings.Index(questions, "  # The first"):strings.Index(questions, "  # The second")], "\n") + "\n",
		},
		"up from the top": {func() (blueprint.File, error) { return f.Move(true, "pages", "who") }, "", ""},
		"out":             {func() (blueprint.File, error) { return f.Remove("pages", "where") }, "\n  # The second.\n  - id: where\n    title: Where?\n    flags: {a: b}\n", "\n"},
		"the last one out": {
			func() (blueprint.File, error) { return f.Remove("pages", "who", "questions", "me") }, "questions:\n      - label: Me\n        id: me\n", "questions: []\n",
		},
		"one more": {
			func() (blueprint.File, error) {
				return f.Add("pages", [2]string{"id", "more"}, [2]string{"hint", ""}, [2]string{"title", "More?"})
			},
			"    flags: {a: b}\n", "    flags: {a: b}\n  - id: more\n    title: More?\n",
		},
	} {
		got, err := c.edit()
		if want := strings.Replace(questions, c.from, c.to, 1); err != nil || got.Content != want {
			t.Errorf("%s: %v\n%s\nwant\n%s", name, err, got.Content, want)
		}
	}
	for name, err := range map[string]error{
		"inside brackets": second(f.Set("c", "pages", "where", "flags", "a")), "nowhere": second(f.Set("c", "pages", "which", "title")),
		"a list in brackets": second(f.Remove("list", "x")),
	} {
		if fault.KindOf(err) != fault.Conflict {
			t.Errorf("%s: %v", name, err)
		}
	}
	none := blueprint.File{Name: "banners.yaml"}
	got, err := none.Add("banners", [2]string{"id", "storm"}, [2]string{"text", "Stay in: it blows."})
	if err != nil || got.Content != "banners:\n  - id: storm\n    text: \"Stay in: it blows.\"\n" {
		t.Errorf("a new file: %q, %v", got.Content, err)
	}
}

const listsFile = `# Lists.
steps:
  - id: one
    pages: [a, b] # in order
    note: So
  - id: two
    note: No
closing: # said last
  # The first.
  - Hello: you # greet

  - "Go: well"
  # The end.
  - Bye
more: x
`

func TestListsOfTextsChangeAndKeepTheirRemarks(t *testing.T) {
	f := blueprint.File{Name: "script.yaml", Content: strings.Replace(listsFile, "Hello: you", "Hello you", 1)}
	for name, c := range map[string]struct {
		texts    []string
		path     []string
		from, to string
	}{
		"in brackets":                  {[]string{"b", "c d"}, []string{"steps", "one", "pages"}, "[a, b]", `[b, "c d"]`},
		"none in brackets":             {nil, []string{"steps", "one", "pages"}, "[a, b]", "[]"},
		"a list that was not there":    {[]string{"x", "z"}, []string{"steps", "two", "pages"}, "note: No\n", "note: No\n    pages: [x, z]\n"},
		"texts that were not there":    {[]string{"One two", "a: b"}, []string{"steps", "two", "say"}, "note: No\n", "note: No\n    say:\n      - One two\n      - \"a: b\"\n"},
		"nothing that was not there":   {nil, []string{"steps", "two", "pages"}, "", ""},
		"one more":                     {[]string{"Hello you", "Go: well", "Bye", "And: on"}, []string{"closing"}, "  - Bye\n", "  - Bye\n  - \"And: on\"\n"},
		"reworded":                     {[]string{"Good day", "Go: well", "Bye"}, []string{"closing"}, "Hello you # greet", "Good day # greet"},
		"one taken out":                {[]string{"Hello you", "Go: well"}, []string{"closing"}, "  # The end.\n  - Bye\n", ""},
		"another order takes remarks":  {[]string{"Bye", "Hello you", "Go: well"}, []string{"closing"}, "  # The first.\n  - Hello you # greet\n\n  - \"Go: well\"\n  # The end.\n  - Bye\n", "  # The end.\n  - Bye\n  # The first.\n  - Hello you # greet\n\n  - \"Go: well\"\n"},
		"all taken out keeps the head": {nil, []string{"closing"}, "closing: # said last\n  # The first.\n  - Hello you # greet\n\n  - \"Go: well\"\n  # The end.\n  - Bye\n", "closing: [] # said last\n"},
	} {
		got, err := f.SetTexts(c.texts, c.path...)
		if want := strings.Replace(f.Content, c.from, c.to, 1); err != nil || got.Content != want {
			t.Errorf("%s: %v\n%s\nwant\n%s", name, err, got.Content, want)
		}
		if texts, _ := got.Texts(c.path...); !slices.Equal(texts, c.texts) {
			t.Errorf("%s: it reads %q", name, texts)
		}
	}
	empty := blueprint.File{Name: "script.yaml", Content: "closing: []\nmore: x\n"}
	if got, err := empty.SetTexts([]string{"Go well."}, "closing"); err != nil || got.Content != "closing:\n  - Go well.\nmore: x\n" {
		t.Errorf("a list that was empty: %q, %v", got.Content, err)
	}
	for name, err := range map[string]error{
		"a text": second(f.SetTexts([]string{"a"}, "more")), "entries with keys": second(f.SetTexts([]string{"a"}, "steps")), "nowhere": second(f.SetTexts([]string{"a"}, "steps", "three", "pages")),
	} {
		if fault.KindOf(err) != fault.Conflict {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A remark behind a text in quotes stays, whatever quotes either of them holds.
func TestRemarksBehindQuotesStay(t *testing.T) {
	for _, line := range []string{
		`k: "It's: one" # the "first" one`, `k: "say \"a: b\" # c" # it's "so"`, `k: 'it''s: one' # don't ask`, `k: 'a: \' # one ' more`,
		`k: "a: \\" # "end"`, `k: "" # "none"`, `k: '''' # ''`,
	} {
		f := blueprint.File{Name: "a.yaml", Content: line + "\nl: m\n"}
		got, err := f.Set("Two", "k")
		want := "k: Two " + line[strings.LastIndex(line, " # ")+1:] + "\nl: m\n"
		if err != nil || got.Content != want {
			t.Errorf("%s becomes %q, want %q (%v)", line, got.Content, want, err)
		}
	}
}

// Every text of the real questions can be changed and changed back, to the character.
func TestRealQuestionsCanBeEdited(t *testing.T) {
	for _, borough := range []string{"wigan", "bury"} {
		text, err := os.ReadFile("../../blueprints/" + borough + "/questions.yaml")
		if err != nil {
			t.Fatal(err)
		}
		f := blueprint.File{Name: "questions.yaml", Content: string(text)}
		for _, page := range f.Outline().Parts[0].Parts {
			for _, key := range []string{"title", "why", "lead"} {
				was, found := f.Find("pages", page.Name, key)
				if !found {
					continue
				}
				changed, err := f.Set("Something: else", "pages", page.Name, key)
				if err != nil {
					t.Fatalf("%s %s: %v", page.Name, key, err)
				}
				back, err := changed.Set(was, "pages", page.Name, key)
				if err != nil || back.Content != f.Content {
					t.Errorf("%s %s does not come back: %v", page.Name, key, err)
				}
			}
		}
	}
}

func second[T any](_ T, err error) error { return err }
