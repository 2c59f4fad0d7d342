package town

import (
	"fmt"

	"kith/internal/kernel/phone"
)

// landlines are the geographic ranges kept free for drama; each holds a thousand numbers.
var landlines = []string{
	"01614960", "01632960", "01514960", "01134960", "01144960", "01154960", "01164960",
	"01174960", "01184960", "01214960", "01314960", "01414960", "01914980", "02079460",
	"02896496", "02920180",
}

// mobile gives a mobile number of the drama range.
func mobile(d dice) phone.Number { return number("07700900", d) }

// landline gives a home number, most often Manchester's.
func landline(d dice) phone.Number {
	if d.chance(0.25) {
		return number(landlines[0], d)
	}
	return number(pick(d, landlines), d)
}

func number(prefix string, d dice) phone.Number {
	n, err := phone.Parse(fmt.Sprintf("%s%03d", prefix, d.IntN(1000)))
	if err != nil {
		panic("town: a drama number does not parse: " + err.Error())
	}
	return n
}
