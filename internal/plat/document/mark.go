package document

// Mark stands at the right of a letter, beside its window: a code to scan, and what it is
// for. The zero Mark is none.
type Mark struct {
	Code Code
	Says string
}

// Where a mark stands: no window shows it, and the letter begins below.
const (
	markTop  = 50.0
	markSide = 34.0
	markLeft = pageWidth - 15 - markSide
	saysGap  = 3.0
)

// mark places what is said beside the code, level with its uppermost squares.
func (s *setter) mark(m Mark) {
	if !m.Code.IsZero() {
		margin := markSide / float64(m.Code.Size()) * quiet
		s.lines(m.Says, Style{Size: smallSize}, senderLeft, markTop+margin, markLeft-senderLeft-saysGap)
	}
}
