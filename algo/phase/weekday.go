package phase

// Weekday is how the counts of each weekday stand to the mean of the seven days around them,
// over all the series together from their lead on, drawn towards 1 where there are few. Index
// by time.Weekday; the mean of the seven is 1. Days that are not fully known by now are left
// out.
func Weekday(pool []Series) [7]float64 {
	var on, around [7]float64
	for _, s := range pool {
		for i := s.Lead + 3; i+3 < len(s.Obs); i++ {
			mean, ok := centred(s.Obs[i-3 : i+4])
			if !ok {
				continue
			}
			w := (s.From + Day(i)).Weekday()
			on[w] += float64(s.Obs[i].N)
			around[w] += mean
		}
	}
	var factor [7]float64
	sum := 0.0
	for w := range factor {
		factor[w] = (on[w] + 5) / (around[w] + 5)
		sum += factor[w]
	}
	for w := range factor {
		factor[w] *= 7 / sum
	}
	return factor
}

// recent are the series with the last days alone after the lead.
func recent(pool []Series, days int) []Series {
	cut := make([]Series, len(pool))
	for i, s := range pool {
		s.Lead = max(s.Lead, len(s.Obs)-days)
		cut[i] = s
	}
	return cut
}

// centred is the mean of seven days, where all are known whole.
func centred(week []Obs) (mean float64, ok bool) {
	sum := 0
	for _, o := range week {
		if o.Kind != Known || o.share() < 0.9 {
			return 0, false
		}
		sum += o.N
	}
	return float64(sum) / 7, true
}
