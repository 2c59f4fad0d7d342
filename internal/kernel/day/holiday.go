package day

import "time"

// oneOff are the bank holidays of England that follow no rule, and the days that a year
// took a holiday away from, with "" for a name. They are known for 2020 to 2027.
var oneOff = map[Date]string{
	New(2020, time.May, 4):        "", // given up for the day after
	New(2020, time.May, 8):        "Early May bank holiday (VE day)",
	New(2022, time.May, 30):       "",
	New(2022, time.June, 2):       "Spring bank holiday",
	New(2022, time.June, 3):       "Platinum Jubilee bank holiday",
	New(2022, time.September, 19): "Bank holiday for the State Funeral of Queen Elizabeth II",
	New(2023, time.May, 8):        "Bank holiday for the coronation of King Charles III",
}

// Holiday names the bank holiday of England that a day is, or "" when it is none. Those
// that follow a rule are told for every year; one that fell on a weekend is told on the
// working day that stands in for it, as banks and councils keep it. Days set by
// proclamation are told for 2020 to 2027.
func (d Date) Holiday() string {
	if name, set := oneOff[d]; set {
		return name
	}
	switch d.Month() {
	case time.January:
		return d.standsFor(New(d.Year(), time.January, 1), "New Year's Day")
	case time.March, time.April:
		return d.easter()
	case time.May, time.August:
		return d.monday()
	case time.December:
		return d.christmas()
	}
	return ""
}

// standsFor gives the name when d is the feast, or the Monday that stands in for it.
func (d Date) standsFor(feast Date, name string) string {
	switch feast.Weekday() {
	case time.Saturday:
		feast = feast.AddDays(2)
	case time.Sunday:
		feast = feast.AddDays(1)
	}
	if d == feast {
		return name
	}
	return ""
}

func (d Date) easter() string {
	switch sunday := easterSunday(d.Year()); d {
	case sunday.AddDays(-2):
		return "Good Friday"
	case sunday.AddDays(1):
		return "Easter Monday"
	}
	return ""
}

// monday tells the three Mondays: the first and the last of May, the last of August.
func (d Date) monday() string {
	switch last := d.AddDays(7).Month() != d.Month(); {
	case d.Weekday() != time.Monday:
	case d.Month() == time.August && last:
		return "Summer bank holiday"
	case d.Month() == time.May && last:
		return "Spring bank holiday"
	case d.Month() == time.May && d.Day() <= 7:
		return "Early May bank holiday"
	}
	return ""
}

// christmas tells the two days, and the days that stand in for what of them fell on a
// weekend: the two go in the order of the calendar to the next days that are free.
func (d Date) christmas() string {
	first, second := New(d.Year(), time.December, 25), New(d.Year(), time.December, 26)
	switch first.Weekday() {
	case time.Friday:
		second = New(d.Year(), time.December, 28)
	case time.Saturday:
		first, second = New(d.Year(), time.December, 27), New(d.Year(), time.December, 28)
	case time.Sunday:
		first = New(d.Year(), time.December, 27)
	}
	switch d {
	case first:
		return "Christmas Day"
	case second:
		return "Boxing Day"
	}
	return ""
}

// easterSunday is the Gregorian Easter, by the anonymous method printed in Nature, 20
// April 1876.
func easterSunday(year int) Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (b - (b+8)/25 + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return New(year, time.Month(n/31), n%31+1)
}
