package travel

// Guide is who knows the roads, as an operator set it up. The zero Guide estimates.
type Guide struct {
	Barriers []Barrier        // that estimates are led over
	Servers  map[Mode]*Server // a mode without one is estimated
	Matrix   *Matrix          // goes before servers
}

// At returns whom to ask, with estimates at these rates where somebody does not know. Errors
// are those of [NewEstimate].
func (g *Guide) At(rates map[Mode]Rates) (Roads, error) {
	e, err := NewEstimate(rates, g.Barriers)
	if err != nil {
		return nil, err
	}
	if g.Matrix != nil {
		return g.Matrix.Beside(e), nil
	}
	each := Each{Of: map[Mode]Roads{}, Rest: e}
	for m, s := range g.Servers {
		each.Of[m] = s.Beside(e)
	}
	return each, nil
}
