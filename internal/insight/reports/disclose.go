package reports

// tooFew is the largest number of people, or of anything that leads to people, that is
// not told to somebody who may not see who they are. roundTo is what greater numbers are
// rounded to, so that the difference of two of them tells nothing either. This is the one
// setting for the whole product.
const (
	tooFew  = 7
	roundTo = 5
)

// Disclose makes a number fit for somebody who may see figures but not the rows behind
// them: 1 to 7 are hidden, greater numbers are rounded to the nearest 5, and nought stays.
func Disclose(n int64) (shown int64, hidden bool) {
	if n == 0 {
		return 0, false
	}
	if n <= tooFew {
		return 0, true
	}
	return (n + roundTo/2) / roundTo * roundTo, false
}
