package phone

import "strings"

// dramaRanges are the blocks Ofcom keeps for film, television and radio, each
// a thousand numbers that will never be given to anybody: the digits after the
// leading 0, without the last three.
var dramaRanges = []string{
	"1632960",                                  // no area
	"1134960", "1144960", "1154960", "1164960", // Leeds, Sheffield, Nottingham, Leicester
	"1174960", "1184960", "1214960", "1314960", "1414960", // Bristol, Reading, Birmingham, Edinburgh, Glasgow
	"1514960", "1614960", "1914980", // Liverpool, Manchester, Tyneside
	"2079460", "2896496", "2920180", // London, Northern Ireland, Cardiff
	"7700900", "8081570", "9098790", "3069990", // mobile, freephone, premium, UK-wide
}

// IsDrama reports whether the number is kept for fiction. The demonstration
// borough uses only these, and nothing is ever sent to them.
func (n Number) IsDrama() bool {
	national, ok := strings.CutPrefix(string(n), countryCode)
	if !ok || len(national) != 10 {
		return false
	}
	for _, block := range dramaRanges {
		if strings.HasPrefix(national, block) {
			return true
		}
	}
	return false
}
