package places

import (
	"regexp"
	"slices"
	"strings"

	"kith/internal/blueprint"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/phone"
	"kith/internal/kernel/postcode"
)

// AreasSection is areas.yaml.
func AreasSection() blueprint.Section {
	return blueprint.Section{
		Name: "areas", File: "areas.yaml",
		New:   func() any { return &Areas{} },
		Check: func(c *blueprint.Checker, doc any) { doc.(*Areas).check(c) },
	}
}

var (
	at       = blueprint.At
	areaID   = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
	wardCode = regexp.MustCompile(`^[EW]05\d{6}$`)
	lsoaCode = regexp.MustCompile(`^[EW]01\d{6}$`)
	ladCode  = regexp.MustCompile(`^[ENSW]0[6-9]\d{6}$`)
	outcode  = regexp.MustCompile(`^[A-Z]{1,2}\d[A-Z\d]?$`)
	sector   = regexp.MustCompile(`^[A-Z]{1,2}\d[A-Z\d]? \d$`)
)

func (a *Areas) check(c *blueprint.Checker) {
	if borough, ok := blueprint.Other[*blueprint.Borough](c); ok && borough.LADCode != a.LAD {
		c.Problem("lad", "%s is not the district of borough.yaml, %s", a.LAD, borough.LADCode).Mend("write the same code in both")
	}
	if len(a.Neighbourhoods) == 0 {
		c.Problem("neighbourhoods", "a borough has at least one neighbourhood").Mend("add one, with its wards")
	}
	c.Once("neighbourhood", a.IDs(), func(i int) string { return at("neighbourhoods", i, "id") })
	for i, n := range a.Neighbourhoods {
		a.checkNeighbourhood(c, i, n)
	}
	a.checkOverlaps(c)
	a.checkOverrides(c)
	a.checkSectors(c)
	a.checkNeighbours(c)
}

func (a *Areas) checkNeighbourhood(c *blueprint.Checker, i int, n Neighbourhood) {
	if !areaID.MatchString(n.ID) {
		c.Problem(at("neighbourhoods", i, "id"), "%q cannot be an id", n.ID).Mend("use lower-case letters, digits and dashes")
	}
	if len(n.Wards) == 0 && len(n.LSOAs) == 0 {
		c.Problem(at("neighbourhoods", i), "%s has no wards and no LSOAs, so no address finds it", n.Name).Mend("add the wards it is made of")
	}
	if n.Base != nil {
		checkPostcode(c, at("neighbourhoods", i, "base", "postcode"), n.Base.Postcode)
		checkPhone(c, at("neighbourhoods", i, "base", "phone"), n.Base.Phone)
	}
	for j, w := range n.Wards {
		a.checkWard(c, at("neighbourhoods", i, "wards", j), n, w)
	}
	for j, set := range n.LSOAs {
		path := at("neighbourhoods", i, "lsoas", j)
		checkTerm(c, path, set.From, set.To)
		for k, code := range set.Codes {
			checkCode(c, path+"."+at("codes", k), lsoaCode, code, "an LSOA", "E01006214")
		}
	}
	checkOutline(c, at("neighbourhoods", i, "outline"), n.Outline)
}

func (a *Areas) checkWard(c *blueprint.Checker, path string, n Neighbourhood, w Ward) {
	checkCode(c, path+".code", wardCode, w.Code, "a ward", "E05000849")
	checkTerm(c, path, w.From, w.To)
	if w.Vintage < 1974 || w.Vintage > 2100 {
		c.Problem(path+".vintage", "%d is not the year of a set of wards", w.Vintage).Mend("write the year the wards came in or were published, such as 2023")
	}
	if w.Differ > w.Postcodes {
		c.Problem(path+".differ", "%d of %d postcodes cannot differ", w.Differ, w.Postcodes)
	}
	for i, e := range w.Elsewhere {
		a.checkElsewhere(c, path+"."+at("elsewhere", i), n, e)
	}
}

func (a *Areas) checkElsewhere(c *blueprint.Checker, path string, n Neighbourhood, e Elsewhere) {
	if e.Neighbourhood == n.ID {
		c.Problem(path+".neighbourhood", "the ward is already in %s", n.ID).Mend("name the other neighbourhood, or take the entry away")
	}
	c.Known(path+".neighbourhood", "neighbourhood", e.Neighbourhood, a.IDs())
	if len(e.Sectors) == 0 && len(e.LSOAs) == 0 {
		c.Problem(path, "no sectors and no LSOAs say which part is meant").Mend("add sectors: or lsoas:")
	}
	for i, s := range e.Sectors {
		checkCode(c, path+"."+at("sectors", i), sector, s, "a postcode sector", "WN2 3")
	}
	for i, code := range e.LSOAs {
		checkCode(c, path+"."+at("lsoas", i), lsoaCode, code, "an LSOA", "E01006214")
	}
}

// claim is one neighbourhood's hold on a code between two days.
type claim struct {
	neighbourhood, path string
	from, to            day.Date
}

// checkOverlaps reports every ward or LSOA that two neighbourhoods, or one twice, hold on
// the same day.
func (a *Areas) checkOverlaps(c *blueprint.Checker) {
	held := map[string][]claim{}
	take := func(code string, mine claim) {
		for _, other := range held[code] {
			if overlap(mine, other) {
				c.Problem(mine.path, "%s is already in %s at the same dates", code, other.neighbourhood).
					Mend("leave it in one neighbourhood, or give each its dates")
				break
			}
		}
		held[code] = append(held[code], mine)
	}
	for i, n := range a.Neighbourhoods {
		for j, w := range n.Wards {
			take(w.Code, claim{n.ID, at("neighbourhoods", i, "wards", j, "code"), w.From, w.To})
		}
		for j, set := range n.LSOAs {
			for k, code := range set.Codes {
				take(code, claim{n.ID, at("neighbourhoods", i, "lsoas", j, "codes", k), set.From, set.To})
			}
		}
	}
}

// overlap treats a missing first day as ever and a missing last day as for ever.
func overlap(a, b claim) bool { return startsBy(a, b) && startsBy(b, a) }

func startsBy(a, b claim) bool {
	return a.from.IsZero() || b.to.IsZero() || !a.from.After(b.to)
}

func (a *Areas) checkOverrides(c *blueprint.Checker) {
	var codes []string
	for i, o := range a.Overrides {
		codes = append(codes, string(o.Postcode))
		checkPostcode(c, at("overrides", i, "postcode"), o.Postcode)
		c.Known(at("overrides", i, "neighbourhood"), "neighbourhood", o.Neighbourhood, a.IDs())
	}
	c.Once("override", codes, func(i int) string { return at("overrides", i, "postcode") })
}

func (a *Areas) checkSectors(c *blueprint.Checker) {
	codes, total := a.sectorCodes(), 0.0
	c.Once("sector", codes, func(i int) string { return at("sectors", i, "code") })
	for i, s := range a.Sectors {
		path := at("sectors", i)
		checkCode(c, path+".code", sector, s.Code, "a postcode sector", "WN2 3")
		c.Known(path+".neighbourhood", "neighbourhood", s.Neighbourhood, a.IDs())
		if s.Share < 0 || s.Share > 1 || s.Majority < 0 || s.Majority > 1 {
			c.Problem(path, "share and majority are parts of one whole").Mend("write numbers from 0 to 1")
		}
		if !onTheIsles(LonLat{s.Lon, s.Lat}) {
			c.Problem(path+".lat", "%v, %v is not in Britain", s.Lat, s.Lon).Mend("write lat about 53 and lon about -2")
		}
		if s.MostlyIn != "" {
			c.Known(path+".mostly_in", "neighbouring authority", s.MostlyIn, a.neighbourLADs())
		}
		total += s.Share
	}
	if len(a.Sectors) > 0 && (total < 0.98 || total > 1.02) {
		c.Problem("sectors", "the shares come to %.3f and should come to 1", total)
	}
}

func (a *Areas) sectorCodes() []string {
	codes := make([]string, len(a.Sectors))
	for i, s := range a.Sectors {
		codes[i] = s.Code
	}
	return codes
}

func (a *Areas) neighbourLADs() []string {
	var lads []string
	for _, n := range a.Neighbours {
		lads = append(lads, n.LAD)
	}
	return lads
}

func (a *Areas) checkNeighbours(c *blueprint.Checker) {
	own := a.sectorCodes()
	for i, n := range a.Neighbours {
		path := at("neighbouring_authorities", i)
		checkCode(c, path+".lad", ladCode, n.LAD, "a local authority district", "E08000013")
		if n.LAD == a.LAD {
			c.Problem(path+".lad", "%s is this borough itself", n.LAD).Mend("take it away")
		}
		checkPhone(c, path+".phone", n.Phone)
		for j, s := range n.Sectors {
			checkCode(c, path+"."+at("sectors", j), sector, s, "a postcode sector", "WN2 3")
			if slices.Contains(own, s) {
				c.Problem(path+"."+at("sectors", j), "%s is also a sector of this borough", s).Mend("take it away here: a shared sector is decided by the whole postcode")
			}
		}
		for j, o := range n.Outcodes {
			checkCode(c, path+"."+at("outcodes", j), outcode, o, "an outcode", "WN8")
			if slices.ContainsFunc(own, func(s string) bool { return strings.HasPrefix(s, o+" ") }) {
				c.Problem(path+"."+at("outcodes", j), "%s also has sectors in this borough", o).Mend("name the sectors that are next door instead")
			}
		}
	}
	c.Once("authority", a.neighbourLADs(), func(i int) string { return at("neighbouring_authorities", i, "lad") })
}

func checkTerm(c *blueprint.Checker, path string, from, to day.Date) {
	if !from.IsZero() && !to.IsZero() && to.Before(from) {
		c.Problem(path+".to", "it ends on %s, before it begins on %s", to, from).Mend("swap the two dates")
	}
}

func checkCode(c *blueprint.Checker, path string, form *regexp.Regexp, code, what, like string) {
	if !form.MatchString(code) {
		c.Problem(path, "%q is not the code of %s", code, what).Mend("write it like %s", like)
	}
}

func checkPostcode(c *blueprint.Checker, path string, typed postcode.Postcode) {
	whole, err := postcode.Parse(string(typed))
	switch {
	case err != nil:
		c.Problem(path, "%s", fault.MessageOf(err))
	case whole != typed:
		c.Problem(path, "%q is not written as postcodes are", string(typed)).Mend("write %s", whole)
	}
}

func checkPhone(c *blueprint.Checker, path, typed string) {
	if typed == "" {
		return
	}
	if _, err := phone.Parse(typed); err != nil {
		c.Problem(path, "%s", fault.MessageOf(err))
	}
}
