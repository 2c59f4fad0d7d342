package phase

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"
)

// TestTwoStatesAsMsm holds the negative binomial and the way forward against another program:
// two states of one area, each with a mean and a size of its own, by R's msm. It is not the
// model in use, but its likelihood is made of the same parts.
func TestTwoStatesAsMsm(t *testing.T) {
	for area, want := range map[string]float64{"Bolton": -532.531, "Wigan": -489.030} {
		y := countsOf(t, area)
		best := math.Inf(-1)
		for _, from := range [][6]float64{{2, 1, 4, 2, 4, 4}, {1, 2, 4, 1, 3, 5}, {2.5, 1.5, 4.7, 2.5, 5, 5}} {
			best = max(best, climb(from, func(x [6]float64) float64 { return twoStates(y, x) }))
		}
		if math.Abs(best-want) > .002 {
			t.Errorf("%s: log-likelihood %.4f, msm found %.3f", area, best, want)
		}
	}
}

// countsOf are an area's counts of 1 June to 18 October 2020 as msm was given them.
func countsOf(t *testing.T, area string) (y []int) {
	t.Helper()
	f, err := os.Open("../../../shared/data/epi/peer_msm_nb_hmm.csv")
	if err != nil {
		t.Skipf("the real counts are not here: %v", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows[1:] {
		if r[0] == area {
			n, _ := strconv.Atoi(r[2])
			y = append(y, n)
		}
	}
	return y
}

// twoStates is the log-likelihood of counts, the two states as likely as each other at first:
// x are the logarithms of mean and size of each, and the logits of staying.
func twoStates(y []int, x [6]float64) (log float64) {
	var z [2]sized
	z[0].set(math.Exp(x[1]), 400)
	z[1].set(math.Exp(x[3]), 400)
	stay := [2]float64{1 / (1 + math.Exp(-x[4])), 1 / (1 + math.Exp(-x[5]))}
	a := [2]float64{.5, .5}
	for i, n := range y {
		if i > 0 {
			a[0], a[1] = a[0]*stay[0]+a[1]*(1-stay[1]), a[0]*(1-stay[0])+a[1]*stay[1]
		}
		for s := range a {
			a[s] *= math.Exp(z[s].log(n, math.Exp(x[2*s]), x[2*s]))
		}
		sum := a[0] + a[1]
		log += math.Log(sum)
		a[0], a[1] = a[0]/sum, a[1]/sum
	}
	return log
}

// climb goes up along one number at a time until no step of a ten-thousandth pays.
func climb(x [6]float64, f func([6]float64) float64) float64 {
	best := f(x)
	for step := .5; step > 1e-5; step /= 2 {
		for better := true; better; {
			better = false
			for i := range x {
				for _, d := range []float64{step, -step} {
					y := x
					y[i] += d
					if v := f(y); v > best+1e-9 {
						x, best, better = y, v, true
					}
				}
			}
		}
	}
	return best
}
