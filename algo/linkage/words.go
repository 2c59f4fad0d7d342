package linkage

import (
	"strconv"
	"strings"

	"kith/algo/linkage/clean"
	"kith/algo/linkage/compare"
)

// word is a value of a column, cleaned, with what is compared of it. It is made once, however
// many records have it.
type word struct {
	text   string // a byte for each letter
	mask   uint64
	number uint64 // of a date, yyyymmdd, and of numbers
	// sound and group are what more than one word has in common, as hashes, 0 for nothing:
	//
	//	names      how it is spoken, and the names it is also known by
	//	postcodes  the sector, and the district
	//	addresses  the numbers in it, and nothing
	sound, group uint32
}

// dictionary numbers words from 1. Token 0 is no value.
type dictionary struct {
	words   []word
	byText  map[string]uint32
	byCode  map[uint64]uint32
	typed   map[string]uint32 // what was cleaned before
	limited int               // how many of typed are kept
}

func newDictionary() *dictionary {
	return &dictionary{words: make([]word, 1), byText: map[string]uint32{}, byCode: map[uint64]uint32{}, typed: map[string]uint32{}, limited: 1 << 16}
}

// token is the number of a value, which joins the dictionary when it is new.
func (d *dictionary) token(kind Kind, value string) uint32 {
	if t, ok := d.typed[value]; ok {
		return t
	}
	t := d.intern(kind, value)
	if len(d.typed) < d.limited {
		d.typed[strings.Clone(value)] = t
	}
	return t
}

func (d *dictionary) intern(kind Kind, value string) uint32 {
	text, code := cleaned(kind, value)
	if code != 0 {
		return d.number(kind, code)
	}
	if text == "" {
		return 0
	}
	t, ok := d.byText[text]
	if !ok {
		t = d.add(spell(kind, text, 0))
		d.byText[strings.Clone(text)] = t
	}
	return t
}

func (d *dictionary) number(kind Kind, code uint64) uint32 {
	t, ok := d.byCode[code]
	if !ok {
		t = d.add(spell(kind, "", code))
		d.byCode[code] = t
	}
	return t
}

func (d *dictionary) add(w word) uint32 {
	d.words = append(d.words, w)
	return uint32(len(d.words) - 1)
}

// find is the token of a value, or a word that the dictionary lacks.
func (d *dictionary) find(kind Kind, value string) (uint32, word) {
	text, code := cleaned(kind, value)
	if t := max(d.byText[text], d.byCode[code]); t != 0 || text == "" && code == 0 {
		return t, word{}
	}
	return 0, spell(kind, text, code)
}

// cleaned is a value in its one form, as a text or as a number.
func cleaned(kind Kind, value string) (text string, code uint64) {
	switch kind {
	case GivenName, Surname:
		return clean.Name(value), 0
	case Date:
		return "", clean.Date(value)
	case Postcode:
		return clean.Postcode(value), 0
	case Address:
		return clean.Address(value), 0
	case NHSNumber:
		return "", clean.NHS(value)
	case Phone:
		return "", clean.Phone(value)
	case UPRN:
		return "", clean.UPRN(value)
	case Deceased:
		return "", 0
	}
	return clean.Text(value), 0
}

// spell makes the word of a text, or of a number.
func spell(kind Kind, text string, code uint64) word {
	if code != 0 {
		text = strconv.FormatUint(code, 10)
		return word{text: text, mask: compare.Mask(text), number: code}
	}
	w := word{text: compare.Letters(text)}
	w.mask = compare.Mask(w.text)
	switch kind {
	case GivenName, Surname:
		w.sound, w.group = hashed(clean.Sound(text)), clean.Nickname(text)
	case Postcode:
		w.sound, w.group = hashed(clean.Sector(text)), hashed(clean.District(text))
	case Address:
		w.sound = hashed(clean.Numbers(text))
	}
	return w
}

// hashed is a text as a number, 0 for the empty one (FNV-1a).
func hashed(s string) uint32 {
	if s == "" {
		return 0
	}
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return max(h, 1)
}
