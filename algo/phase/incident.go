package phase

import "math"

// Alarm says whether figures came in as they use to.
type Alarm struct {
	AsOf  Day
	On    bool    // far fewer of the cases of five days ago were known than usual
	Now   float64 // share of a count known after five days, by the last vintages
	Usual float64 // the same, the mean of the 21 vintages before
	Least float64 // below this the alarm is on; 0 where too few vintages are known to say
}

// What an incident is judged by.
const (
	incidentAge = 5
	shortly     = 4 // vintages that make up now
	leastBand   = 7 // vintages before, to say what is usual
	leastSD     = 0.02
)

// Incident compares the share known after five days, as the last four vintages have it, with
// what it was at each of the 21 vintages before: three standard deviations under it is an
// alarm. It shows that figures were held back once the first of them arrive; while nothing
// arrives at all, no figure tells a feed that stands from infections that end, other than the
// file itself being old.
func Incident(vintages []Vintage, asOf Day) Alarm {
	a := Alarm{AsOf: asOf, Now: shortShare(vintages, asOf)}
	var sum, squares, n float64
	known := lastUpTo(vintages, asOf-1)
	for _, v := range known {
		if s := shortShare(known, v.AsOf); s > 0 {
			sum, squares, n = sum+s, squares+s*s, n+1
		}
	}
	if n < leastBand || a.Now == 0 {
		return a
	}
	a.Usual = sum / n
	sd := math.Sqrt(max(0, squares/n-a.Usual*a.Usual))
	a.Least = a.Usual - 3*max(sd, leastSD)
	a.On = a.Now < a.Least
	return a
}

// shortShare is the share known after five days by the vintages of the last days alone; 0
// where there are too few.
func shortShare(vintages []Vintage, asOf Day) float64 {
	known := lastUpTo(vintages, asOf)
	l := Completeness(known[max(0, len(known)-shortly):], asOf)
	if l.Steps < shortly-2 {
		return 0
	}
	return l.Share[incidentAge]
}
