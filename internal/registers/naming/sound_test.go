package naming

import "testing"

func TestNamesThatSoundAlike(t *testing.T) {
	for _, alike := range [][]string{
		{"Szczepański", "Shchepanski", "Szczepanski", "Schepansky"},
		{"Kowalski", "Kovalsky", "Kovalskaya"},
		{"Lewandowska", "Levandovska"},
		{"Wójcik", "Voychik"},
		{"Małgorzata", "Malgozhata"},
		{"Krzysztof", "Kshishtof"},
		{"Przemysław", "Pshemyslav"},
		{"Mohammed", "Muhammad", "Mohamed", "Mohammad", "Muhammed", "Mahomed"},
		{"Hussain", "Hussein", "Husain", "Hossein"},
		{"Ahmed", "Ahmad", "Achmed"},
		{"Rehman", "Rahman", "Rahaman"},
		{"Ayesha", "Aisha", "Aysha"},
		{"Zainab", "Zeinab", "Zaynab"},
		{"Iqbal", "Ikbal"},
		{"Khan", "Kahn"},
		{"Sandhu", "Sandu"},
		{"Singh", "Sing"},
		{"Siobhán", "Siobhan", "Shivaun", "Shevaun", "Chevonne"},
		{"Niamh", "Neve"},
		{"Caoimhe", "Keeva"},
		{"Seán", "Shaun", "Shawn"},
		{"Sinéad", "Shinade"},
		{"O'Brien", "OBryan"},
		{"Catherine", "Kathryn", "Katharine"},
		{"Stephen", "Steven"},
		{"Geoffrey", "Jeffery"},
		{"Gillian", "Jillian"},
		{"Smith", "Smyth", "Smythe"},
		{"Thomson", "Thompson", "Tomson"},
		{"Hughes", "Hewes"},
		{"Leigh", "Lee"},
		{"Wright", "Right"},
		{"Schofield", "Scofield", "Skofield"},
		{"Bridget", "Brigit"},
		{"Schmidt", "Shmidt"},
		{"Zhang", "Jang"},
		{"Llewellyn", "Lewellin"},
	} {
		for _, other := range alike[1:] {
			if a, b := Sound(alike[0]), Sound(other); a != b || a == "" {
				t.Errorf("%s is %q, %s is %q", alike[0], a, other, b)
			}
		}
	}
}

func TestNamesThatDoNotSoundAlike(t *testing.T) {
	for _, pair := range [][2]string{
		{"Smith", "Schmidt"}, {"Khan", "Shaan"}, {"Mohammed", "Ahmed"}, {"Wilson", "Olson"}, {"Amina", "Yusra"}, {"Begum", "Bibi"},
	} {
		if a, b := Sound(pair[0]), Sound(pair[1]); a == b {
			t.Errorf("%s and %s are both %q", pair[0], pair[1], a)
		}
	}
}

// What the rules do not reach, so that nobody takes them for more than they are: a reading
// of its own would be needed for each.
func TestNamesThatAreNotReached(t *testing.T) {
	for _, pair := range [][2]string{
		{"Aisling", "Ashling"},
		{"Saoirse", "Seersha"},
		{"Clough", "Cluff"},
		{"Murdoch", "Murdock"},
		{"Nguyen", "Win"},
		{"Šarić", "Sharich"},
		{"Abdulrahman", "Abdurrehman"},
		{"Jan", "Yan"},
	} {
		if a, b := Sound(pair[0]), Sound(pair[1]); a == b {
			t.Errorf("%s and %s are both %q: say so above", pair[0], pair[1], a)
		}
	}
}

func TestNamesInOtherLettersHaveNoSound(t *testing.T) {
	for _, name := range []string{"", "王芳", "محمد", "Ольга", "'", "123"} {
		if s := Sound(name); s != "" {
			t.Errorf("%q is %q", name, s)
		}
	}
}

func FuzzSound(f *testing.F) {
	for _, name := range []string{"Szczepański", "gh", "mb", "rz", "\xff", "x", "cc"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if s := Sound(name); len(s) > longestSound+1 || s != Sound(plain(name)) {
			t.Errorf("%q is %q", name, s)
		}
	})
}
