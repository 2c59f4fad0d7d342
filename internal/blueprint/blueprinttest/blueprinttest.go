// Package blueprinttest makes small blueprints for the tests of a section.
package blueprinttest

import (
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

// Break is one way to spoil a sound file: the text Old, which stands in it once, becomes
// New, and then one of the problems begins with Want.
type Break struct{ Name, File, Old, New, Want string }

// Each spoils the sound files in each way and looks for the problem it must make.
func Each(t *testing.T, sound map[string]string, sections []blueprint.Section, breaks []Break) {
	t.Helper()
	Load(t, sound, sections...)
	for _, b := range breaks {
		t.Run(b.Name, func(t *testing.T) {
			if strings.Count(sound[b.File], b.Old) != 1 {
				t.Fatalf("the sound %s does not hold exactly one %q", b.File, b.Old)
			}
			files := map[string]string{}
			for name, text := range sound {
				files[name] = text
			}
			files[b.File] = strings.Replace(sound[b.File], b.Old, b.New, 1)
			got := Problems(files, sections...)
			for _, line := range got {
				if strings.HasPrefix(line, b.Want) {
					return
				}
			}
			t.Errorf("want a problem that begins\n%s\ngot\n%s", b.Want, strings.Join(got, "\n"))
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
