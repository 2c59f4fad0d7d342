package phase

// LogLikelihood is the logarithm of how likely the counts of some series are from their lead
// on, each day's from what is known up to the day before.
func LogLikelihood(p Params, pool []Series) float64 {
	t := &target{tracks: tracksOf(pool, p)}
	t.most = most(t.tracks)
	return t.loglik(p.Rates)
}
