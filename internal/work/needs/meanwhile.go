package needs

import (
	"cmp"
	"slices"

	"kith/internal/plat/db"
)

// Meanwhile is what is decided beside a result whose route does not begin at once: the same
// is needed, and is met by the interim route until then. It is a need of its own, so that
// it has its own work, order or voucher and ends when the other has begun; who else is told
// hears of it once, and what goes with the help goes with the other. Whoever may not do the
// one may not do the other. It is false where nothing is to be bridged.
func (t *Triage) Meanwhile(r Result) (Result, bool) {
	route, ok := t.Route(r.Interim)
	category, known := t.catalogue.Find(r.Need)
	if r.Interim == "" || !ok || !known {
		return Result{}, false
	}
	r.Route, r.Interim, r.Until, r.ReferTo, r.Extras = route.ID, "", r.Route, nil, nil
	may := r.WhoMay
	if r.met(category, route); may != nil {
		r.WhoMay = intersect(r.WhoMay, may)
	}
	if len(r.WhoMay) == 0 {
		r.WhoMay = []Doer{Staff}
	}
	return r, true
}

// met says by which work a route of a category meets a need, and who may do it.
func (r *Result) met(category Category, by Route) {
	r.TaskTitle, r.WhoMay = cmp.Or(by.TaskTitle, category.TaskTitle), slices.Clone(category.WhoMay)
	if len(by.WhoMay) > 0 {
		r.WhoMay = intersect(by.WhoMay, category.WhoMay)
	}
	if len(r.WhoMay) == 0 {
		r.WhoMay = []Doer{Staff}
	}
}

// Called is the need by the name of its category, as staff read it.
func (n Need) Called(category string) string {
	if n.ForNow() {
		return category + ", for now"
	}
	return category
}

// Bridging are the open needs of a request that are met only until the route of one of them
// begins.
func Bridging(r db.Reader, n Need) ([]Need, error) {
	all, err := needsOfRequest(r, n.Request)
	return slices.DeleteFunc(all, func(one Need) bool {
		return one.State.Ended() || one.Category != n.Category || n.Decision.Route == "" || one.Decision.Until != n.Decision.Route
	}), err
}

// ForNow reports whether the need is met only until the route begins by which the same is
// given for good.
func (n Need) ForNow() bool { return n.Decision.Until != "" }
