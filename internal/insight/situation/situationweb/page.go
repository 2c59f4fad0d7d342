package situationweb

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"kith/algo/phase"
	"kith/algo/phase/picture"
	"kith/internal/insight/reports"
	"kith/internal/insight/situation"
	"kith/internal/kernel/day"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

// mostDrawn is how many areas a picture has at most: more are read in the table.
const mostDrawn = 20

// screen is what the page shows.
type screen struct {
	all     []situation.Standing
	own     situation.Standing // of the borough itself; without a name where it is not among them
	pool    string             // whose areas are drawn
	pools   []string
	demand  []situation.Demand
	asked   bool // whether the caller may see what is asked
	takes   bool // and may hand counts in
	today   day.Date
	log     []entry
	notes   bool // the caller may note what was done
	mapped  bool // there is a map
	copes   Answer
	hubs    *reports.Dashboard // nil for those who may not see it
	who     situation.Profile
	answers reports.Equality
	deep    bool // the caller may see who asks
	wall    bool // and put a wall up
}

func (p *pages) page(w http.ResponseWriter, r *http.Request) (err error) {
	s := screen{today: day.Of(p.around.Now())}
	if s.all, err = p.situation.Areas(r.Context()); err != nil {
		return err
	}
	own, err := p.around.OwnArea(r.Context())
	if err != nil {
		return err
	}
	s.choose(own, r.URL.Query())
	for _, read := range []func(context.Context, *screen) error{p.readAsked, p.readHubs, p.readCopes, p.readLog, p.readBeside, p.readMap} {
		if err := read(r.Context(), &s); err != nil {
			return err
		}
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Situation", Section: section, Wide: true, Body: situationPage(s)})
}

func (p *pages) readAsked(ctx context.Context, s *screen) (err error) {
	who := access.From(ctx)
	s.takes, s.notes = who.HasFor("", situation.Takers()...), who.Has(situation.Noters()...)
	s.wall = who.Has(situation.Walled()...)
	if s.asked = who.Has(situation.Insiders()...); s.asked {
		s.demand, err = p.situation.Demand(ctx)
	}
	return err
}

func (p *pages) readHubs(ctx context.Context, s *screen) error {
	if !access.From(ctx).Has(situation.Insiders()...) {
		return nil
	}
	d, err := p.around.Hubs(ctx, "")
	s.hubs = &d
	return err
}

func (p *pages) readCopes(ctx context.Context, s *screen) (err error) {
	if p.copes != nil {
		s.copes, err = p.copes(ctx)
	}
	return err
}

func (p *pages) readLog(ctx context.Context, s *screen) (err error) {
	s.log, err = p.entries(ctx)
	return err
}

func (p *pages) readMap(ctx context.Context, s *screen) error {
	places, err := p.placed(ctx, s.all, s.pool, s.today)
	s.mapped = len(places) > 0
	return err
}

// choose finds the borough's own area, and whose areas are drawn: those of the pool that was
// asked for, else of the borough's own.
func (s *screen) choose(own string, query url.Values) {
	for _, st := range s.all {
		if st.Area.Code == own {
			s.own, s.pool = st, st.Area.Pool
		}
		if !slices.Contains(s.pools, st.Area.Pool) {
			s.pools = append(s.pools, st.Area.Pool)
		}
	}
	slices.Sort(s.pools)
	if asked := query.Get("pool"); slices.Contains(s.pools, asked) && query.Has("pool") {
		s.pool = asked
	} else if s.own.Area.Name == "" && len(s.pools) > 0 {
		s.pool = s.pools[0]
	}
}

// drawn are the codes of the areas of a pool that are drawn, those longest in a phase first.
func drawn(all []situation.Standing, pool string) (codes []string) {
	for _, st := range all {
		if st.Area.Pool == pool && st.Known && len(codes) < mostDrawn {
			codes = append(codes, st.Area.Code)
		}
	}
	return codes
}

// newest is the vintage that areas are judged by.
func (s screen) newest() (asOf day.Date) {
	for _, st := range s.all {
		if st.AsOf.After(asOf) {
			asOf = st.AsOf
		}
	}
	return asOf
}

// lead is how things stand in a sentence.
func (s screen) lead() string {
	likely := 0
	for _, st := range s.all {
		if st.Likely() {
			likely++
		}
	}
	of := fmt.Sprintf("Of %s %d are likely in an epidemic phase.", govuk.Counted(len(s.all), "area", "areas"), likely)
	if likely == 1 {
		of = fmt.Sprintf("Of %s 1 is likely in an epidemic phase.", govuk.Counted(len(s.all), "area", "areas"))
	}
	return of + " The figures are as of " + s.newest().Long() + "."
}

// old warns of figures that are older than they use to be; "" is no warning.
func (s screen) old() string {
	if n := s.today.DaysSince(s.newest()); n > freshDays {
		return fmt.Sprintf("The newest figures are %d days old. What is said here is of that day.", n)
	}
	return ""
}

// held says whether figures of some area seem to be held back.
func (s screen) held() bool {
	return slices.ContainsFunc(s.all, func(st situation.Standing) bool { return st.Held })
}

// standing is P in a word.
func standing(st situation.Standing) string {
	switch {
	case !st.Known:
		return "No figures"
	case st.Hidden:
		return "Too few to tell"
	case st.P > phase.VeryLikely:
		return "Very likely"
	case st.P > phase.Likely:
		return "Likely"
	case st.P >= phase.Unlikely:
		return "Uncertain"
	}
	return "Unlikely"
}

// rate is the week's cases of each 100,000 people.
func rate(st situation.Standing) string {
	if r := st.Rate(); r >= 0 {
		return strconv.Itoa(int(r + .5))
	}
	return "–"
}

// inPool are the areas that are drawn and mapped.
func (s screen) inPool() (some []situation.Standing) {
	for _, st := range s.all {
		if st.Area.Pool == s.pool {
			some = append(some, st)
		}
	}
	return some
}

// fewEntries is how many entries of the log the page shows.
const fewEntries = 10

func lately(all []entry) []entry { return all[:min(len(all), fewEntries)] }

func percent(p float64) string { return strconv.Itoa(int(100*p+.5)) + "%" }

// poolName is what a pool is called.
func poolName(pool string) string {
	if pool == "" {
		return "All areas"
	}
	return pool
}

func (s screen) pictureHref() string {
	return picturePath + "?" + url.Values{"pool": {s.pool}}.Encode()
}

func (s screen) narrowHref() string {
	return picturePath + "?" + url.Values{"narrow": {""}, "pool": {s.pool}}.Encode()
}

func (s screen) mapHref() string {
	return mapPath + "?" + url.Values{"pool": {s.pool}}.Encode()
}

// choices lead to the pictures of other pools.
func (s screen) choices() (links []govuk.Link) {
	if len(s.pools) < 2 {
		return nil
	}
	for _, pool := range s.pools {
		links = append(links, govuk.Link{Label: poolName(pool), Href: home + "?" + url.Values{"pool": {pool}}.Encode(), Current: pool == s.pool})
	}
	return links
}

// above are the demands that chance does not explain.
func (s screen) above() (some []situation.Demand) {
	for _, d := range s.telling() {
		if d.Above > 0 {
			some = append(some, d)
		}
	}
	return some
}

// fewDemands is how many demands of neighbourhoods are shown at once. The line of the morning
// names all places in which more is asked than chance explains.
const fewDemands = 6

// telling are the demands that are shown at once: those of the whole borough, and some of those
// above what chance explains, the most days first. rest are the others.
func (s screen) telling() []situation.Demand {
	telling, _ := s.parted()
	return telling
}

func (s screen) rest() []situation.Demand {
	_, rest := s.parted()
	return rest
}

func (s screen) parted() (telling, rest []situation.Demand) {
	whole := s.whole(false)
	var above []situation.Demand
	for _, d := range s.demand {
		switch {
		case slices.ContainsFunc(whole, func(w situation.Demand) bool { return w.Place == d.Place && w.Series.Name == d.Series.Name }):
			telling = append(telling, d)
		case d.Above > 0:
			above = append(above, d)
		default:
			rest = append(rest, d)
		}
	}
	slices.SortStableFunc(above, func(a, b situation.Demand) int { return b.Above - a.Above })
	few := min(fewDemands, len(above))
	return append(telling, above[:few]...), append(above[few:], rest...)
}

// picture draws the areas of a pool, for a telephone where the address says narrow.
func (p *pages) picture(w http.ResponseWriter, r *http.Request) error {
	all, err := p.situation.Areas(r.Context())
	if err != nil {
		return err
	}
	full, err := p.situation.Full(r.Context(), drawn(all, r.URL.Query().Get("pool")))
	if err != nil {
		return err
	}
	var histories []phase.History
	var asOf day.Date
	for _, st := range full {
		histories = append(histories, st.History())
		asOf = st.AsOf
	}
	o := picture.Options{Title: "In an epidemic phase?", Narrow: r.URL.Query().Has("narrow")}
	if !asOf.IsZero() {
		o.Note = "As known on " + asOf.Long() + "."
	}
	if o.Marks, err = p.marks(r.Context(), full); err != nil {
		return err
	}
	asPicture(w)
	return picture.Draw(w, histories, o)
}

func asPicture(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "image/svg+xml")
	w.Header().Set("Cache-Control", "private, no-cache")
}
