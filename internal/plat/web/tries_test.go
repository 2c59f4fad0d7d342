package web

import (
	"strconv"
	"testing"
	"time"
)

func TestTriesAreCountedByKeyAndForgotten(t *testing.T) {
	now := time.Date(2020, 4, 2, 11, 0, 0, 0, time.UTC)
	tries := NewTries(3, time.Minute)
	for range 2 {
		tries.Failed("a", now)
	}
	if tries.Full("a", now) {
		t.Error("two of three are too many")
	}
	tries.Failed("a", now.Add(30*time.Second))
	if !tries.Full("a", now.Add(59*time.Second)) || tries.Full("b", now) {
		t.Error("three are not too many, or another's count")
	}
	if tries.Full("a", now.Add(time.Minute)) {
		t.Error("after a minute the first two still count")
	}
}

func TestTriesStayWithinTheirMemory(t *testing.T) {
	now := time.Date(2020, 4, 2, 11, 0, 0, 0, time.UTC)
	tries := NewTries(3, time.Minute)
	for range 1000 {
		tries.Failed("a", now)
	}
	if n := len(tries.wrong["a"]); n != 3 {
		t.Errorf("%d of one key are remembered", n)
	}
	for i := range mostTried + 10 {
		tries.Failed(strconv.Itoa(i), now)
	}
	if n := len(tries.wrong); n > mostTried {
		t.Errorf("%d keys are remembered", n)
	}
}
