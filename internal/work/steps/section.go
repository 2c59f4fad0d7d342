package steps

import (
	"maps"
	"slices"

	"kith/internal/blueprint"
)

// Section is protocols/*.yaml.
func Section() blueprint.Section {
	return blueprint.Section{
		Name: "protocols", File: "protocols/*.yaml", Optional: true,
		New:       func() any { return &Files{} },
		Check:     func(c *blueprint.Checker, doc any) { doc.(*Files).check(c) },
		Translate: func(doc any, t blueprint.Translator) any { return doc.(*Files).in(t) },
	}
}

// IDs lists the protocols in order.
func (f Files) IDs() []string { return slices.Sorted(maps.Keys(f)) }

func (f Files) check(c *blueprint.Checker) {
	found := namesOf(c, f.IDs())
	for _, id := range f.IDs() {
		p := f[id]
		if p == nil {
			continue
		}
		p.id = id
		k := checker{Checker: c, p: p, names: found}
		if k.fits(); len(p.Steps) > 0 && len(p.Steps) <= MaxSteps {
			k.steps()
			k.walk()
		}
		p.compile()
	}
	f.checkStarts(c)
}

// checkStarts finds two protocols that are started for the same.
func (f Files) checkStarts(c *blueprint.Checker) {
	by := map[string]string{}
	once := func(id, path, what string) {
		if other, taken := by[what]; taken && other != id {
			c.Problem(path, "%s starts %s already", other, what).Mend("let one protocol start it")
		}
		by[what] = id
	}
	for _, id := range f.IDs() {
		p := f[id]
		if p == nil {
			continue
		}
		for i, route := range p.Starts.Routes {
			once(id, blueprint.At(id, "starts", "routes", i), "the route "+route)
		}
		for i, route := range p.Starts.Until {
			once(id, blueprint.At(id, "starts", "until", i), "what is done until "+route+" begins")
		}
		for i, need := range p.Starts.Needs {
			if len(p.Starts.Routes) == 0 && len(p.Starts.Until) == 0 {
				once(id, blueprint.At(id, "starts", "needs", i), "the need "+need)
			}
		}
		for i, to := range p.Starts.Refers {
			once(id, blueprint.At(id, "starts", "refers", i), "referrals to "+to)
		}
		if p.Starts.Straight {
			once(id, blueprint.At(id, "starts", "straight"), "what goes straight to a service")
		}
	}
}
