package identity

// Stakes are what hangs on whether two records are one person.
type Stakes struct {
	Work   [2]bool // something is to be done for the first, for the second
	Marked [2]bool // the first, the second is marked as restricted, withheld, safeguarding or health
	Listed bool    // one of them came on a list of people who may need help
}

// Weight is how much hangs on it, from 1.
func (s Stakes) Weight() int {
	weight := 1
	switch {
	case s.Work[0] && s.Work[1]:
		weight += 3
	case s.Work[0] || s.Work[1]:
		weight++
	}
	if s.Marked[0] != s.Marked[1] {
		weight += 3
	}
	if s.Listed {
		weight++
	}
	return weight
}

// Why says in words what hangs on it, the weightiest first; nothing where nothing does.
func (s Stakes) Why() (all []string) {
	if s.Marked[0] != s.Marked[1] {
		all = append(all, "One is marked and the other is not")
	}
	switch {
	case s.Work[0] && s.Work[1]:
		all = append(all, "Both are being helped: two may ring")
	case s.Work[0] || s.Work[1]:
		all = append(all, "One is being helped")
	}
	if s.Listed {
		all = append(all, "One came on a list")
	}
	return all
}
