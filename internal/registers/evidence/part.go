package evidence

import "kith/algo/linkage"

// Part is one thing that speaks for two records being one person, or against it.
type Part struct {
	What string  // such as "Date of birth"
	How  string  // such as "the same"
	Bits float64 // what it adds; below 0 it speaks against
}

// whats are the things by the name of the model's columns.
var whats = map[string]string{
	"nhs_number": "NHS number", "first_name": "First names", "last_name": "Family name", "date_of_birth": "Date of birth",
	"address": "First line of address", "postcode": "Postcode", "uprn": "Property number", "phone": "Phone",
}

// hows are the model's levels in words.
var hows = map[linkage.Level]string{
	"exact": "the same", "different": "different", "nickname": "known for short by the other",
	"swapped": "the other way round with the family name", "part": "one is a part of the other, or its initial",
	"sound": "spoken alike", "jaro 0.92": "all but the same", "jaro 0.8": "somewhat alike",
	"honorific": "one is a name that stands for many, such as Kaur or Begum",
	"edits 1":   "one slip apart", "edits 2": "two slips apart", "day-month": "day and month changed round",
	"default": "the same year, and 1 January in one of them", "days 400": "about a year apart",
	"sector": "the same few streets", "district": "the same district", "numbers 0.85": "the same number, written another way",
}

// partOf puts a contribution in words. What is missing tells nothing.
func partOf(c linkage.Contribution) (p Part, tells bool) {
	switch {
	case c.Level == "missing":
		return p, false
	case c.Column != "":
		return Part{whats[c.Column], rarely(hows[linkage.Level(c.Level)], c.Rarity), c.Weight}, true
	case c.Level == "household":
		return Part{"One household", "people who live together have this in common", c.Weight}, true
	}
	return Part{"Before anything is compared", "most people are somebody else", c.Weight}, true
}

// telling is how many bits a value must be rarer or commoner than most to be said so.
const telling = 1.5

func rarely(how string, rarity float64) string {
	switch {
	case rarity > telling:
		return how + ", and few have it"
	case rarity < -telling:
		return how + ", as many have"
	}
	return how
}
