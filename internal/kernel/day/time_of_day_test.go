package day_test

import (
	"testing"

	"kith/internal/kernel/day"
)

func TestTimesOfDayAsTheyAreTyped(t *testing.T) {
	for typed, want := range map[string][2]int{
		"14:30": {14, 30}, "14.30": {14, 30}, "1430": {14, 30}, "9": {9, 0}, " 2 PM ": {14, 0}, "2:30pm": {14, 30},
		"12am": {0, 0}, "12pm": {12, 0}, "0:05": {0, 5}, "23:59": {23, 59}, "143": {1, 43},
	} {
		if hour, minute, ok := day.ParseTimeOfDay(typed); !ok || [2]int{hour, minute} != want {
			t.Errorf("%q is %d:%02d, %v; want %v", typed, hour, minute, ok, want)
		}
	}
	for _, typed := range []string{"", "noon", "24:00", "9:60", "13pm", "0am", "9:3", "-1"} {
		if hour, minute, ok := day.ParseTimeOfDay(typed); ok {
			t.Errorf("%q is taken for %d:%02d", typed, hour, minute)
		}
	}
}
