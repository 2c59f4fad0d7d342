// Package blueprinttest makes small blueprints for the tests of a section.
package blueprinttest

import (
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"kith/internal/blueprint"
)

// borough is a borough.yaml without a fault; its district is Wigan's.
const borough = `id: wigan
name: Wigan
council: Wigan Council
lad_code: E08000010
service: Wigan community help
neighbourhood_word: neighbourhood
accent: '#1d5c63'
helpline: {phone: 01632 960001, hours: every day}
emergency_text: If a life is in danger, ring 999.
modules: []
texts: {who_runs_it: We do., welcome: Ask here., privacy: We keep it safe., after_sending: We will ring.}
`

// Load reads a folder of the files given beside a sound borough.yaml. It fails the test
// when the blueprint has a problem.
func Load(t testing.TB, files map[string]string, sections ...blueprint.Section) *blueprint.Blueprint {
	t.Helper()
	b, problems := blueprint.Load(folder(files), sections)
	if len(problems) > 0 {
		t.Fatalf("a sound blueprint was refused:\n%v", blueprint.Problems(problems))
	}
	return b
}

// Problems reads such a folder and gives what is wrong with it, a line for each.
func Problems(files map[string]string, sections ...blueprint.Section) []string {
	_, problems := blueprint.Load(folder(files), sections)
	var lines []string
	for _, p := range problems {
		lines = append(lines, p.String())
	}
	return lines
}

// Break is one way to spoil a sound file, as five texts: the name of the case; the file; a
// text that stands in it once; what takes its place; and how one of the problems then
// begins.
type Break [5]string

// Each spoils the sound files in each way and looks for the problem it must make.
func Each(t *testing.T, sound map[string]string, sections []blueprint.Section, breaks []Break) {
	t.Helper()
	Load(t, sound, sections...)
	for _, b := range breaks {
		name, file, from, to, want := b[0], b[1], b[2], b[3], b[4]
		t.Run(name, func(t *testing.T) {
			if strings.Count(sound[file], from) != 1 {
				t.Fatalf("the sound %s does not hold exactly one %q", file, from)
			}
			files := maps.Clone(sound)
			files[file] = strings.Replace(sound[file], from, to, 1)
			got := Problems(files, sections...)
			for _, line := range got {
				if strings.HasPrefix(line, want) {
					return
				}
			}
			t.Errorf("want a problem that begins\n%s\ngot\n%s", want, strings.Join(got, "\n"))
		})
	}
}

func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{"borough.yaml": {Data: []byte(borough)}}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}
