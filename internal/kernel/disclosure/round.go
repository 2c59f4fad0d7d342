// Package disclosure makes figures fit for those who may see figures and not the rows behind
// them: small ones are hidden and the others rounded, here and nowhere else, so that no two
// pages of the product tell the same figure differently.
package disclosure

// TooFew is the largest number of people, or of anything that leads to people, that is
// not told to somebody who may not see who they are. RoundTo is what greater numbers are
// rounded to, so that the difference of two of them tells nothing either. This is the one
// setting for the whole product.
const (
	TooFew  = 7
	RoundTo = 5
)

// Round makes a number fit for somebody who may see figures but not the rows behind
// them: 1 to 7 are hidden, greater numbers are rounded to the nearest 5, and nought stays.
func Round(n int64) (shown int64, hidden bool) {
	if n == 0 {
		return 0, false
	}
	if n <= TooFew {
		return 0, true
	}
	return (n + RoundTo/2) / RoundTo * RoundTo, false
}
