package ident_test

import (
	"database/sql/driver"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
)

type need struct{}

var march = time.Date(2020, time.March, 24, 9, 30, 0, 123_456_000, time.UTC)

func TestNewIsUUIDv7OfItsTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.UnixMicro(rapid.Int64Range(0, 4e15).Draw(t, "µs")).UTC()
		id := ident.New[need](at)
		parsed, err := uuid.Parse(id.String())
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		if parsed.Version() != 7 || parsed.Variant() != uuid.RFC4122 {
			t.Fatalf("%s has version %v and variant %v", id, parsed.Version(), parsed.Variant())
		}
		sec, nsec := parsed.Time().UnixTime()
		if got := time.Unix(sec, nsec); got.UnixMilli() != at.UnixMilli() {
			t.Fatalf("%s tells %v, want %v", id, got, at)
		}
	})
}

func TestNewSortsByTime(t *testing.T) {
	earlier := ident.New[need](march)
	for _, step := range []time.Duration{time.Microsecond, time.Millisecond, time.Hour, 24 * 3650 * time.Hour} {
		if later := ident.New[need](march.Add(step)); later <= earlier {
			t.Errorf("%s, made %v later, sorts before %s", later, step, earlier)
		}
	}
	// Before 1970 there is no stamp; such an id sorts before all others.
	if old := ident.New[need](time.Date(1935, 1, 1, 0, 0, 0, 0, time.UTC)); old >= earlier {
		t.Errorf("%s sorts after %s", old, earlier)
	}
}

func TestNewClimbsWithinOneMoment(t *testing.T) {
	ids := make([]ident.ID[need], 10_000)
	for i := range ids {
		ids[i] = ident.New[need](march)
	}
	if !slices.IsSorted(ids) {
		t.Error("ids of one moment do not sort in the order they were made")
	}
}

func TestNewIsUniqueAmongGoroutines(t *testing.T) {
	const workers, each = 8, 5_000
	var wait sync.WaitGroup
	made := make([][]ident.ID[need], workers)
	for w := range made {
		wait.Go(func() {
			for i := range each {
				// Workers alternate between two moments, as two transactions do.
				made[w] = append(made[w], ident.New[need](march.Add(time.Duration((w+i)%2)*time.Second)))
			}
		})
	}
	wait.Wait()
	all := slices.Concat(made...)
	slices.Sort(all)
	if unique := len(slices.Compact(all)); unique != workers*each {
		t.Errorf("%d ids, %d of them different", workers*each, unique)
	}
}

func TestParseID(t *testing.T) {
	const canonical = "01710c1a-7f40-7abc-9def-0123456789ab"
	for _, s := range []string{canonical, strings.ToUpper(canonical)} {
		if got, err := ident.Parse[need](s); err != nil || got != canonical {
			t.Errorf("Parse(%q) = %q, %v", s, got, err)
		}
	}
	for _, s := range []string{
		"", "7", canonical + "0", canonical[1:], strings.ReplaceAll(canonical, "-", ""),
		strings.Replace(canonical, "a", "g", 1), strings.Replace(canonical, "-", "0", 1),
		"01710c1a-7f40-7abc-9def-01234567-9ab", " " + canonical[1:],
	} {
		got, err := ident.Parse[need](s)
		if fault.KindOf(err) != fault.Invalid || fault.CodeOf(err) != "ident.id" || got != "" {
			t.Errorf("Parse(%q) = %q, %v", s, got, err)
		}
	}
}

func TestIDIsFriendlyToDrivers(t *testing.T) {
	id := ident.New[need](march)
	value, err := driver.DefaultParameterConverter.ConvertValue(id)
	if err != nil || value != string(id) {
		t.Errorf("a driver gets %v, %v", value, err)
	}
	if id.IsZero() || !ident.ID[need]("").IsZero() {
		t.Error("IsZero is wrong")
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		ident.New[need](march)
	}
}
