package fleet

import (
	"fmt"

	"kith/algo/vrp/dispatch"
)

// Words says a verdict about a driver with a vehicle of a kind, and how it is mended; nothing
// where somebody chose it so.
func Words(v dispatch.Verdict, name, vehicle, kind string) (said, mend string) {
	switch v.Reason {
	case dispatch.Fits:
		return name + " could take it as things stand.", "Plan again, or put it on that round."
	case dispatch.TooFull:
		return fmt.Sprintf("%s (%s) is full: %s too much.", vehicle, name, amount(v.Measure, v.By)), "Take something off it, or load it twice."
	case dispatch.TooLate:
		return fmt.Sprintf("%s would come %s after the time it is wanted.", name, inMinutes(v.By)), "Widen its window by " + inMinutes(v.By) + ", if they agree."
	case dispatch.TooEarly:
		return fmt.Sprintf("%s would have to come %s before the time it is wanted.", name, inMinutes(v.By)), "Let it come " + inMinutes(v.By) + " sooner, if they agree."
	case dispatch.TooLong:
		return fmt.Sprintf("%s would be back %s after the shift ends.", name, inMinutes(v.By)), "Let " + name + " work " + inMinutes(v.By) + " longer, or add a driver."
	case dispatch.TooFar:
		return fmt.Sprintf("It is %s too far for %s on %s.", inKilometres(v.By), name, kind), "Send another vehicle."
	case dispatch.NoBreak:
		return name + " would have no break in time.", "Move the break, or add a driver."
	case dispatch.Skill:
		return "Only council staff may carry it, or it needs another vehicle.", "Put somebody of the council's staff on the day."
	case dispatch.Unreachable:
		return "There is no way there on " + kind + ".", "Send another vehicle."
	}
	return "", ""
}

// inKilometres says a distance of the kernel's, which is in decimetres.
func inKilometres(by int32) string { return fmt.Sprintf("%.1f km", float64(by)/10_000) }

func amount(measure int, by int32) string {
	switch measure {
	case 1:
		return fmt.Sprintf("%.1f kg", float64(by)/1000)
	case 2:
		return Counted(int64(by), "chilled box", "chilled boxes")
	case 3:
		return Counted(int64(by), "bag", "bags")
	}
	return Counted(int64(by), "box", "boxes")
}

// Counted is a number with what is counted.
func Counted(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func inMinutes(seconds int32) string {
	return Counted(int64((seconds+59)/60), "minute", "minutes")
}
