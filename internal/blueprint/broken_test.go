package blueprint_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"kith/internal/blueprint"
)

// with replaces one line of a file of the sound folder.
func with(file, old, replacement string) map[string]string {
	text := map[string]string{"borough.yaml": goodBorough, "menu.yaml": goodMenu, "letters/soup.md": goodLetter}[file]
	if strings.Count(text, old) != 1 {
		panic("the sound " + file + " does not hold exactly one " + old)
	}
	return map[string]string{file: strings.Replace(text, old, replacement, 1)}
}

func TestBrokenFolders(t *testing.T) {
	for name, c := range map[string]struct {
		change map[string]string
		want   []string
	}{
		"unknown key": {with("menu.yaml", "    hot: true", "    hto: true"), []string{
			`menu.yaml:10:5: unknown key "hto"; did you mean hot?`,
		}},
		"unknown key with nothing like it": {with("menu.yaml", "prices:\n  soup: 3\n", "waiters: 3\n"), []string{
			`menu.yaml:15:1: unknown key "waiters"; take it away, or use one of dishes, prices`,
		}},
		"missing key": {with("menu.yaml", "    due_hours: 4\n", ""), []string{
			`menu.yaml:3:5: missing key "due_hours"; add due_hours:`,
		}},
		"missing key of the whole file": {with("borough.yaml", "name: Wigan\n", ""), []string{
			`borough.yaml:1: missing key "name"; add name:`,
		}},
		"empty value": {with("menu.yaml", "due_hours: 4\n", "due_hours:\n"), []string{
			`menu.yaml:4:5: due_hours is empty; write a value after due_hours:`,
		}},
		"empty text": {with("borough.yaml", "name: Wigan\n", "name: ''\n"), []string{
			`borough.yaml:2:1: name is empty; write a value after name:`,
		}},
		"empty entry": {with("menu.yaml", "  - id: stew", "  -\n  - id: stew"), []string{
			`menu.yaml:8:4: empty entry in the list; fill the entry or take it away`,
		}},
		"word for a number": {with("menu.yaml", "due_hours: 4\n", "due_hours: four\n"), []string{
			`menu.yaml:4:16: expected a whole number, not "four"; write digits only, such as 4`,
		}},
		"fraction for a whole number": {with("menu.yaml", "due_hours: 4\n", "due_hours: 4.5\n"), []string{
			`menu.yaml:4:16: expected a whole number, not "4.5"; write digits only, such as 4`,
		}},
		"number too large": {with("menu.yaml", "due_hours: 4\n", "due_hours: 99999999999999999999\n"), []string{
			`menu.yaml:4:16: expected a whole number, not "99999999999999999999"; write digits only, such as 4`,
		}},
		"leading nought, which YAML would read as octal": {with("menu.yaml", "due_hours: 4\n", "due_hours: 010\n"), []string{
			`menu.yaml:4:16: expected a whole number, not "010"; write digits only, such as 4`,
		}},
		"yes for true": {with("menu.yaml", "hot: true", "hot: yes"), []string{
			`menu.yaml:10:10: expected true or false, not "yes"; write true or false, without quotes`,
		}},
		"list for a text": {with("menu.yaml", "id: soup", "id: [soup]"), []string{
			`menu.yaml:3:5: expected a text, not a list; write it on one line after the key`,
		}},
		"text for a list": {with("menu.yaml", "kinds: [hot, vegan]", "kinds: hot"), []string{
			`menu.yaml:6:12: expected a list, not a text; write each entry on its own line after "- "`,
		}},
		"text for keys": {with("menu.yaml", "place: {lat: 53.5}", "place: Leigh"), []string{
			`menu.yaml:11:12: expected keys with values, not a text; write "key: value" lines`,
		}},
		"word for a coordinate": {with("menu.yaml", "{lat: 53.5}", "{lat: north}"), []string{
			`menu.yaml:11:18: expected a number, not "north"; write a number, such as 53.52`,
		}},
		"too few of a pair": {with("menu.yaml", "{lat: 53.5}", "{lat: 53.5, edge: [1]}"), []string{
			`menu.yaml:11:24: expected 2 entries, not 1; write as many as that`,
		}},
		"not one of the choices": {with("menu.yaml", "    whose: own", "    whose: ours"), []string{
			`menu.yaml:7:12: "ours" is not one of the choices; use one of own, adopted`,
		}},
		"misspelt choice": {with("menu.yaml", "whose: adopted\n", "whose: adoptd\n"), []string{
			`menu.yaml:13:12: "adoptd" is not one of the choices; did you mean adopted?`,
		}},
		"adopted from nobody": {with("menu.yaml", "    adopted_from: bury\n", ""), []string{
			`menu.yaml:13:12: an adopted rule does not say from whom; add adopted_from: with the borough or practice it comes from`,
		}},
		"own and adopted": {with("menu.yaml", "whose: adopted\n", "whose: own\n"), []string{
			`menu.yaml:14:19: a rule that is the borough's own cannot be adopted from bury; write whose: adopted, or take adopted_from away`,
		}},
		"key given twice": {with("menu.yaml", "    due_hours: 4\n", "    due_hours: 4\n    due_hours: 5\n"), []string{
			`menu.yaml:5:5: due_hours is already given on line 4; keep one of them`,
		}},
		"id used twice": {with("menu.yaml", "id: stew", "id: soup"), []string{
			`menu.yaml:8:9: dish "soup" is already at menu.yaml:3; give each dish an id of its own`,
		}},
		"dangling reference": {with("menu.yaml", "with: soup", "with: soop"), []string{
			`menu.yaml:12:11: there is no dish "soop"; did you mean soup?`,
		}},
		"dangling reference between files": {with("letters/soup.md", "dish: soup", "dish: pie"), []string{
			`letters/soup.md:3:7: there is no dish "pie"; use one of soup, stew`,
		}},
		"rule that does not compile": {with("menu.yaml", "when: age > 70", "when: agee > 70"), []string{
			`menu.yaml:5:11: agee is not something a rule here can ask about; did you mean age?`,
		}},
		"rule in quotes": {with("menu.yaml", "when: age > 70", "when: 'age > 70 && agee > 7'"), []string{
			`menu.yaml:5:24: agee is not something a rule here can ask about; did you mean age?`,
		}},
		"rule of several lines": {with("menu.yaml", "when: age > 70", "when: |\n      age > 70 ||\n      agee > 7"), []string{
			`menu.yaml:7: agee is not something a rule here can ask about; did you mean age?`,
		}},
		"check of a value": {with("menu.yaml", "due_hours: 24", "due_hours: -1"), []string{
			`menu.yaml:9:16: due_hours must be more than nought; write 1 or more`,
		}},
		"placeholder in a letter": {with("letters/soup.md", "your soup", "your {{soup}}"), []string{
			`letters/soup.md:8:6: placeholders are not used here`,
		}},
		"letter without keys": {map[string]string{"letters/soup.md": "Dear neighbour\n"}, []string{
			`letters/soup.md:1: the keys above the text are missing or not closed; begin with a line of ---, the keys, and another line of ---`,
		}},
		"letter without text": {map[string]string{"letters/soup.md": "---\nsubject: Soup\n---\n\n"}, []string{
			`letters/soup.md:4: the text is empty; write it below the second line of ---`,
		}},
		"unknown key in a letter": {with("letters/soup.md", "dish: soup", "dishes: soup"), []string{
			`letters/soup.md:3:1: unknown key "dishes"; did you mean dish?`,
		}},
		"bad indentation": {with("menu.yaml", "    due_hours: 4\n", "     due_hours: 4\n"), []string{
			`menu.yaml:3:9: cannot be read as YAML: mapping value is not allowed in this context; indent the line like the ones beside it, and put a text that holds ": " in quotes`,
		}},
		"tab": {with("menu.yaml", "    due_hours: 4\n", "\tdue_hours: 4\n"), []string{
			`menu.yaml:4:1: cannot be read as YAML: found character '	' that cannot start any token; indent with spaces, not tabs`,
		}},
		"unclosed quotes": {with("letters/soup.md", "dish: soup", "dish: 'soup"), []string{
			`letters/soup.md:3:7: cannot be read as YAML: could not find end character of single-quoted text; close the quotes`,
		}},
		"quotes closed lines later": {with("borough.yaml", "council: Wigan Council\nlad_code: E08000010", "council: \"Wigan Council\nlad_code: E08000010\""), []string{
			`borough.yaml:1: missing key "lad_code"; add lad_code:`,
			`borough.yaml:3:10: a text in quotes runs over several lines; close the quotes, or begin a long text with | on a line of its own`,
		}},
		"two documents": {with("menu.yaml", "prices:", "---\nprices:"), []string{
			`menu.yaml:15:1: a second document begins here; keep one document in a file`,
		}},
		"anchor": {with("menu.yaml", "due_hours: 4\n", "due_hours: &h 4\n"), []string{
			`menu.yaml:4:16: anchors, aliases and tags are not used in a blueprint; write the value out`,
		}},
		"alias": {with("menu.yaml", "due_hours: 4\n", "due_hours: *h\n"), []string{
			`menu.yaml:4:16: anchors, aliases and tags are not used in a blueprint; write the value out`,
		}},
		"tag": {with("menu.yaml", "id: soup", "id: !!str soup"), []string{
			`menu.yaml:3:9: anchors, aliases and tags are not used in a blueprint; write the value out`,
		}},
		"merge key": {with("menu.yaml", "    due_hours: 4\n", "    due_hours: 4\n    <<: {hot: true}\n"), []string{
			`menu.yaml:5:5: a key must be a plain word; use plain "key: value" lines`,
		}},
		"nesting": {map[string]string{"menu.yaml": "dishes: " + strings.Repeat("[", 100_000)}, []string{
			`menu.yaml:1: brackets are nested more than 50 deep; write it flatter`,
		}},
		"empty file": {map[string]string{"menu.yaml": "# nothing yet\n"}, []string{
			`menu.yaml:1: there is nothing in it; fill it or take it away`,
		}},
		"missing file": {map[string]string{"menu.yaml": gone}, []string{
			`menu.yaml: the file is missing: the menu; add it to the folder`,
		}},
		"misspelt file": {map[string]string{"menus.yaml": "dishes: []\n"}, []string{
			`menus.yaml: no part of Kith reads this file; rename it, or take it away; a blueprint is made of banners.yaml, borough.yaml, letters/*.md, menu.yaml, translations/*.yaml`,
		}},
		"old encoding": {with("borough.yaml", "name: Wigan\n", "name: Wig\xe4n\n"), []string{
			`borough.yaml:2: is not UTF-8 text; save the file as UTF-8`,
		}},
		"null byte": {with("menu.yaml", "id: stew", "id: st\x00ew"), []string{
			`menu.yaml:8: is not UTF-8 text; save the file as UTF-8`,
		}},
		"huge file": {map[string]string{"menu.yaml": strings.Repeat("# x\n", 300_000)}, []string{
			`menu.yaml: is larger than 1024 KiB; shorten it`,
		}},
		"pale accent": {with("borough.yaml", "'#1d5c63'", "'#7fc8a9'"), []string{
			`borough.yaml:7:9: white text on #7fc8a9 has a contrast of 2.0 to 1 and needs 4.5; choose a darker colour`,
		}},
		"accent that is no colour": {with("borough.yaml", "'#1d5c63'", "teal"), []string{
			`borough.yaml:7:9: "teal" is not a colour; write # and six digits in quotes, such as '#1d5c63'`,
		}},
		"accent taken for a comment": {with("borough.yaml", "'#1d5c63'", "#1d5c63"), []string{
			`borough.yaml:7:1: accent is empty; write a value after accent:`,
		}},
		"module nobody knows": {with("borough.yaml", "[intake, food]", "[intake, foods, intake]"), []string{
			`borough.yaml:12:19: there is no module "foods"; did you mean food?`,
			`borough.yaml:12:26: module "intake" is already at borough.yaml:12; give each module an id of its own`,
		}},
		"borough key that is no key": {with("borough.yaml", "id: wigan", "id: Wigan Borough"), []string{
			`borough.yaml:1:5: "Wigan Borough" cannot name a borough; use 2 to 40 lower-case letters, digits and dashes, beginning with a letter`,
		}},
		"district code": {with("borough.yaml", "E08000010", "WIGAN"), []string{
			`borough.yaml:4:11: "WIGAN" is not the code of a local authority district; write the ONS code, such as E08000010`,
		}},
		"word with capitals": {with("borough.yaml", "neighbourhood_word: neighbourhood", "neighbourhood_word: SDF"), []string{
			`borough.yaml:6:21: the word is written with capitals; write it in lower case, as in the middle of a sentence`,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			b, problems := blueprint.Load(folder(c.change), sections())
			if b != nil {
				t.Fatal("the blueprint was accepted")
			}
			got := make([]string, len(problems))
			for i, p := range problems {
				got[i] = p.String()
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestEveryProblemIsToldAtOnce(t *testing.T) {
	change := with("menu.yaml", "due_hours: 4\n", "due_hours: four\n    hto: true\n")
	change["borough.yaml"] = strings.Replace(goodBorough, "name: Wigan\n", "", 1)
	change["letters/soup.md"] = strings.Replace(goodLetter, "subject: Your soup\n", "", 1)
	change["extra.txt"] = "?"
	_, problems := blueprint.Load(folder(change), sections())
	var at []string
	for _, p := range problems {
		at = append(at, p.File)
	}
	if d := cmp.Diff([]string{"borough.yaml", "extra.txt", "letters/soup.md", "menu.yaml", "menu.yaml"}, at); d != "" {
		t.Errorf("%s\n%v", d, blueprint.Problems(problems))
	}
}

func TestUnreadableFolder(t *testing.T) {
	_, problems := blueprint.Load(fstest.MapFS{}, sections())
	if len(problems) != 2 {
		t.Errorf("an empty folder gave %v, want both files missing", problems)
	}
}

func TestHashIsOfTheContent(t *testing.T) {
	load := func(change map[string]string) string {
		t.Helper()
		b, problems := blueprint.Load(folder(change), sections())
		if len(problems) > 0 {
			t.Fatal(blueprint.Problems(problems))
		}
		return b.Hash
	}
	plain := load(nil)
	windows := strings.ReplaceAll(goodMenu, "\n", "\r\n")
	for name, same := range map[string]map[string]string{
		"other line ends":   {"menu.yaml": windows},
		"byte order mark":   {"menu.yaml": "\xef\xbb\xbf" + goodMenu},
		"last line no end":  {"menu.yaml": strings.TrimSuffix(goodMenu, "\n")},
		"notes changed":     {"README.md": "# other notes\n"},
		"editor's leavings": {".menu.yaml.swp": "x", "menu.yaml~": "x", ".git/config": "x"},
	} {
		if load(same) != plain {
			t.Errorf("%s changed the hash", name)
		}
	}
	if load(with("menu.yaml", "# what we cook", "# what we eat")) == plain {
		t.Error("a changed comment left the hash as it was")
	}
	if load(map[string]string{"letters/stew.md": goodLetter}) == plain {
		t.Error("another file left the hash as it was")
	}
}

func TestContrast(t *testing.T) {
	for colour, want := range map[blueprint.Colour]float64{"#000000": 21, "#ffffff": 1, "#767676": 4.54, "#1d70b8": 5.17} {
		if got := colour.Contrast(blueprint.White); got < want-0.01 || got > want+0.01 {
			t.Errorf("%s against white is %.3f, want %.2f", colour, got, want)
		}
	}
}

// A check may trip over a gap that the loader has told of already, and only then.
func TestCheckThatFallsIntoAGap(t *testing.T) {
	type flat struct {
		Centre *place `yaml:"centre"`
	}
	section := blueprint.Section{
		Name: "the flat", File: "menu.yaml", New: func() any { return &flat{} },
		Check: func(c *blueprint.Checker, doc any) {
			if doc.(*flat).Centre.Lat > 60 {
				c.Problem("centre.lat", "is not in England")
			}
		},
	}
	fsys := folder(map[string]string{"menu.yaml": "center: {lat: 53}\n", "letters/soup.md": gone})
	_, problems := blueprint.Load(fsys, []blueprint.Section{section})
	if len(problems) != 2 || problems[1].String() != `menu.yaml:1:1: unknown key "center"; did you mean centre?` {
		t.Errorf("got %v", blueprint.Problems(problems))
	}
	section.Check = func(*blueprint.Checker, any) { panic("a mistake in the program") }
	fsys["menu.yaml"].Data = []byte("centre: {lat: 53}\n")
	defer func() {
		if recover() == nil {
			t.Error("a check's own mistake was hidden")
		}
	}()
	blueprint.Load(fsys, []blueprint.Section{section})
}

// An upper section reports into the file of the lower one it looks down on.
func TestProblemInAnotherFile(t *testing.T) {
	lower := blueprint.Section{Name: "the menu", File: "menu.yaml", New: func() any { return &menu{} }}
	upper := blueprint.Section{
		Name: "letters", File: "letters/*.md", New: func() any { return &letters{} },
		Check: func(c *blueprint.Checker, _ any) {
			blueprint.ProblemIn[menu](c, "dishes[1].with", "nobody writes about %s", "soup").Mend("add a letter")
			blueprint.ProblemIn[dish](c, "id", "no section holds a dish alone")
		},
	}
	_, problems := blueprint.Load(folder(nil), []blueprint.Section{lower, upper})
	if len(problems) != 1 || problems[0].String() != "menu.yaml:12:11: nobody writes about soup; add a letter" {
		t.Errorf("got %v", blueprint.Problems(problems))
	}
}
