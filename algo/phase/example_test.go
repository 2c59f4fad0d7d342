package phase_test

import (
	"context"
	"fmt"
	"math/rand/v2"

	"kith/algo/phase"
)

// rising are four places with three cases a day, by chance; in the last of them cases double
// every ten days in the last six weeks.
func rising() (pool []phase.Series) {
	chance := rand.New(rand.NewPCG(4, 4))
	for _, area := range []string{"Shevington", "Atherton", "Golborne", "Leigh"} {
		s, level := phase.Series{Area: area, Pop: 250000, From: 18500}, 3.0
		for i := range 132 {
			if area == "Leigh" && i >= 90 {
				level *= 1.07
			}
			n := 0
			for sum := chance.ExpFloat64(); sum < level; sum += chance.ExpFloat64() {
				n++
			}
			s.Obs = append(s.Obs, phase.Obs{N: n})
		}
		pool = append(pool, s)
	}
	return pool
}

// What a director reads: of four places, two, judged together by all that is known.
func ExampleJudge() {
	pool := rising()
	histories, _, _, err := phase.Judge(context.Background(), phase.Feed{Now: pool}, pool[0].From, pool[0].Last(), phase.Config{Seed: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(phase.Sentence(histories[0]))
	fmt.Println(phase.Sentence(histories[3]))
	// Output:
	// Shevington is unlikely (under 1%) to be in an epidemic phase. It has been outside one for at least 132 days, since 26 August.
	// Leigh is very likely (over 99%) in an epidemic phase, and probably still growing (over 99%). It has been in this phase for about 36 days, since 30 November.
}

// Five days of which the third is missing and the fourth is known in part.
func ExampleFilter() {
	s := phase.Series{Area: "Leigh", Pop: 50000, From: 18600, Obs: []phase.Obs{
		{N: 3}, {N: 4}, {Kind: phase.Missing}, {N: 4, Share: .6}, {N: 9},
	}}
	p := phase.Params{Rates: phase.Typical(), Weekday: [7]float64{1, 1, 1, 1, 1, 1, 1}, Serial: phase.COVID19()}
	for _, d := range phase.Filter(p, s) {
		fmt.Printf("%v %.2f\n", d.Day, d.P())
	}
	// Output:
	// 2020-12-04 0.50
	// 2020-12-05 0.50
	// 2020-12-06 0.51
	// 2020-12-07 0.99
	// 2020-12-08 1.00
}

// How many people one case infects, beside the phase.
func ExampleRt() {
	s := rising()[3]
	r := phase.Rt(s, phase.COVID19())
	fmt.Printf("%.1f, between %.1f and %.1f\n", r[130].Mean, r[130].Lo, r[130].Hi)
	// Output: 1.3, between 1.2 and 1.5
}
