package phone

import "strings"

// isUK reports whether national, the digits after the leading 0, has the form
// of a number the public can dial.
func isUK(national string) bool {
	if len(national) < 2 {
		return false
	}
	switch national[0] {
	case '1': // areas; a few old exchanges have a digit less
		return national[1] != '0' && (len(national) == 10 || len(national) == 9)
	case '2': // the wide areas: London, Southampton, Coventry, Northern Ireland, Cardiff
		return strings.ContainsRune("03489", rune(national[1])) && len(national) == 10
	case '3': // charged as an area number
		return strings.ContainsRune("0347", rune(national[1])) && len(national) == 10
	case '5': // corporate and internet numbers
		return strings.ContainsRune("56", rune(national[1])) && len(national) == 10
	case '7': // mobiles, and the Isle of Man's; 70 and 76 are forwarding and pagers
		return len(national) == 10
	case '8':
		return isFreeOrSpecial(national)
	case '9':
		return national[1] != '9' && len(national) == 10
	default:
		return false
	}
}

// isFreeOrSpecial judges 08 numbers, of which freephone has short ones:
// 0800 123456, and Childline's 0800 1111.
func isFreeOrSpecial(national string) bool {
	if !strings.ContainsRune("0478", rune(national[1])) {
		return false
	}
	free := strings.HasPrefix(national, "800")
	return len(national) == 10 || free && len(national) == 9 || national == "8001111"
}

// IsMobile reports whether texts can be expected to reach the number.
func (n Number) IsMobile() bool {
	national := strings.TrimPrefix(string(n), countryCode)
	if len(national) != 10 || national[0] != '7' {
		return false
	}
	return strings.ContainsRune("12345789", rune(national[1])) || strings.HasPrefix(national, "7624")
}

// National returns the number as it is written at home, such as
// "07700 900123", "01942 244991" or "020 7946 0018", and "" for no number.
func (n Number) National() string {
	national, ok := strings.CutPrefix(string(n), countryCode)
	if !ok {
		return ""
	}
	digits := "0" + national
	switch head := areaDigits(digits); {
	case len(digits)-head == 7:
		return digits[:head] + " " + digits[head:head+3] + " " + digits[head+3:]
	case len(digits)-head == 8:
		return digits[:head] + " " + digits[head:head+4] + " " + digits[head+4:]
	default:
		return digits[:head] + " " + digits[head:]
	}
}

// areaDigits returns how many of digits, the 0 among them, come before the
// first space.
func areaDigits(digits string) int {
	switch {
	case digits[1] == '2', digits[1] == '5':
		return 3
	case digits[1] == '3', digits[1] == '8', digits[1] == '9':
		return 4
	case digits[1] == '1' && (digits[2] == '1' || digits[3] == '1'): // 011x and 01x1: the cities
		return 4
	default:
		return 5
	}
}
