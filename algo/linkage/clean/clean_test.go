package clean

import "testing"

func TestDatesOfEveryList(t *testing.T) {
	for typed, want := range map[string]uint64{
		"02/02/1963": 19630202, "1956-05-12": 19560512, "19560512": 19560512, "44242": 20210215, "27/01/2021 14:14:56": 20210127,
		"20210127141456": 20210127, "1971-06-24T00:00:00": 19710624, "3 Mar 1948": 19480303, "12/05/56": 19560512, "19081909": 19081909,
		"": 0, "nan": 0, "01/01/1900": 0, "13": 0, "x/y/z": 0, "31121980": 19801231, "1963-02-02 00:00:00": 19630202, "9/9/99999999": 0,
	} {
		if got := Date(typed); got != want {
			t.Errorf("%q is read as %d, want %d", typed, got, want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for typed, valid := range map[string]bool{
		"943 476 5919": true, "4010232137": true, "9999999999": false, "9434765918": false, "0000000000": false, "1234567890": false, "94347659": false,
	} {
		if got := ValidNHS(NHS(typed)); got != valid {
			t.Errorf("%s is valid: %v", typed, got)
		}
	}
	for _, typed := range []string{"07700 900123", "+44 7700 900123", "7700900123", "07700900123 / 0161 496 0000", "00447700900123", "+44 (0)7700 900123"} {
		if got := Phone(typed); got != 7700900123 && typed != "+44 (0)7700 900123" {
			t.Errorf("%s is %d", typed, got)
		}
	}
	if Phone("nan") != 0 || Phone("00000000000") != 0 || UPRN("000000199356") != 199356 || UPRN("") != 0 {
		t.Error("placeholders are numbers, or leading zeros count")
	}
}

func TestNames(t *testing.T) {
	for typed, want := range map[string]string{
		"  O’Brien ": "obrien", "Zoë": "zoe", "Mrs. Smith-Jones": "smith jones", "NaN": "", "MÜLLER": "muller", "Lord": "lord", "Łuczak": "luczak", "Zoe\u0308": "zoe",
	} {
		if got := Name(typed); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
	for a, b := range map[string]string{"smith": "smyth", "philips": "filips", "catherine": "katherine", "shaw": "schaw", "khan": "kan", "leigh": "leig"} {
		if Sound(a) != Sound(b) {
			t.Errorf("%s sounds as %s, %s as %s", a, Sound(a), b, Sound(b))
		}
	}
	if Nickname("bill") == 0 || Nickname("bill") != Nickname("william") || Nickname("bill") == Nickname("bob") || Nickname("ann marie") != Nickname("anne") {
		t.Error("nicknames are not told")
	}
	if !Part("jones", "smith jones") || !Part("j", "john") || Part("jon", "jones") || Part("smith", "smith") || !Part("mc donald", "mcdonald") {
		t.Error("parts of names are not told")
	}
}

func TestPlaces(t *testing.T) {
	if p := Postcode(" m1  1ae"); p != "M11AE" || Sector(p) != "M11" || District(p) != "M1" {
		t.Errorf("%s", p)
	}
	if Postcode("BS4") != "BS4" || Sector("BS4") != "" || District("BS4") != "BS4" || Postcode("ZZ99 3VZ") != "" || Postcode("-") != "" {
		t.Error("a part of a postcode, or one for nowhere, is misread")
	}
	if a := Address("Flat 3, 12a The High Street"); a != "flat 3 12a high st" || Numbers(a) != "3 12a" {
		t.Errorf("%q", a)
	}
}
