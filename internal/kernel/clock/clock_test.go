package clock_test

import (
	"sync"
	"testing"
	"time"

	"kith/internal/kernel/clock"
)

var noon = time.Date(2020, time.March, 24, 12, 0, 0, 0, time.UTC)

func TestClocks(t *testing.T) {
	before := time.Now()
	if got := (clock.System{}).Now(); got.Before(before) || got.After(time.Now()) {
		t.Errorf("the system clock shows %v", got)
	}
	if got := clock.Fixed(noon).Now(); !got.Equal(noon) {
		t.Errorf("the fixed clock shows %v", got)
	}
}

func TestManual(t *testing.T) {
	c := clock.NewManual(noon)
	if got := c.Now(); !got.Equal(noon) {
		t.Errorf("a new clock shows %v", got)
	}
	later := c.Advance(90 * time.Minute)
	if want := noon.Add(90 * time.Minute); !later.Equal(want) || !c.Now().Equal(want) {
		t.Errorf("Advance returned %v and the clock shows %v, want %v", later, c.Now(), want)
	}
	c.Set(noon)
	if got := c.Now(); !got.Equal(noon) {
		t.Errorf("a clock set back shows %v", got)
	}
}

func TestManualIsShared(t *testing.T) {
	var c clock.Manual
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 1000 {
				c.Advance(time.Second)
				c.Now()
			}
		})
	}
	wait.Wait()
	if got, want := c.Now(), (time.Time{}).Add(8000*time.Second); !got.Equal(want) {
		t.Errorf("after 8,000 seconds the clock shows %v, want %v", got, want)
	}
}

func TestStartingAtGoesOn(t *testing.T) {
	start := time.Date(2020, 4, 20, 9, 0, 0, 0, time.UTC)
	c := clock.StartingAt(start)
	first := c.Now()
	if d := first.Sub(start); d < 0 || d > time.Minute {
		t.Errorf("the clock began %v away from where it was set", d)
	}
	time.Sleep(2 * time.Millisecond)
	if !c.Now().After(first) {
		t.Error("the clock stands still")
	}
}

func TestMovableGoesForwardAlone(t *testing.T) {
	base := clock.NewManual(noon)
	c := clock.NewMovable(base)
	c.Forward(2 * time.Hour)
	c.Forward(-time.Hour)
	base.Advance(time.Minute)
	if got, want := c.Now(), noon.Add(2*time.Hour+time.Minute); !got.Equal(want) {
		t.Errorf("the clock shows %v, want %v", got, want)
	}
}
