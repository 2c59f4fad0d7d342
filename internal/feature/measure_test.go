package feature_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kith/internal/feature"
	"kith/internal/plat/access"
)

func TestAddress(t *testing.T) {
	from := time.Date(2020, 3, 23, 0, 0, 0, 0, time.UTC)
	whole := feature.Scope{Period: feature.Period{From: from, Until: from.AddDate(0, 0, 1)}}
	hub := whole
	hub.Neighbourhood, hub.Kind = "hapi", "phone"
	for _, c := range []struct {
		measure feature.Measure
		within  feature.Scope
		want    string
	}{
		{feature.Measure{Rows: "/board?view=overdue"}, whole, "/board?view=overdue"},
		{feature.Measure{Rows: "/board?view=overdue"}, hub, "/board?view=overdue&hub=hapi"},
		{feature.Measure{Rows: "/done", Dated: true}, feature.Scope{}, "/done"},
		{feature.Measure{Rows: "/done", Dated: true}, hub, "/done?from=2020-03-23T00%3A00%3A00Z&hub=hapi&until=2020-03-24T00%3A00%3A00Z"},
		{feature.Measure{Rows: "/requests", Kind: "channel"}, hub, "/requests?channel=phone&hub=hapi"},
	} {
		if got := c.measure.Address(c.within); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func TestWhoOpensTheRows(t *testing.T) {
	m := feature.Measure{Readers: []access.Role{access.Coordinator}}
	everywhere := access.Principal{Account: "a", Grants: []access.Grant{{Role: access.Coordinator}}}
	inHapi := access.Principal{Account: "b", Grants: []access.Grant{{Role: access.Coordinator, Neighbourhood: "hapi"}}}
	member := access.Principal{Account: "c", Grants: []access.Grant{{Role: access.Member}}}
	for _, c := range []struct {
		who   access.Principal
		where string
		want  bool
	}{
		{everywhere, "", true},
		{everywhere, "hapi", true},
		{everywhere, feature.Queue, true},
		{inHapi, "hapi", true},
		{inHapi, "", false},
		{inHapi, "leigh", false},
		{inHapi, feature.Queue, false},
		{member, "hapi", false},
		{access.Principal{}, "", false},
	} {
		if got := m.Opens(c.who, feature.Scope{Neighbourhood: c.where}); got != c.want {
			t.Errorf("%s in %q: %v", c.who.Account, c.where, got)
		}
	}
}

func TestSum(t *testing.T) {
	tally := feature.Sum([]feature.Row{
		{Neighbourhood: "hapi", Kind: "phone", Value: 5, Of: 5},
		{Neighbourhood: "hapi", Kind: "web", Value: 2, Of: 2},
		{Neighbourhood: "", Kind: "phone", Value: 1, Of: 1},
	})
	for _, c := range []struct {
		place, kind string
		want        int64
	}{{"", "", 8}, {"hapi", "", 7}, {feature.Queue, "", 1}, {"", "phone", 6}, {"hapi", "web", 2}, {"leigh", "", 0}, {"hapi", "api", 0}} {
		if got := tally.In(feature.Scope{Neighbourhood: c.place, Kind: c.kind}); got.Value != c.want || got.Of != c.want {
			t.Errorf("%q of %q is %+v, want %d", c.place, c.kind, got, c.want)
		}
	}
	if got := tally.Kinds(); !slices.Equal(got, []string{"phone", "web"}) {
		t.Errorf("kinds are %v", got)
	}
	if got := tally.Neighbourhoods(); !slices.Equal(got, []string{feature.Queue, "hapi"}) {
		t.Errorf("neighbourhoods are %v", got)
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		values []int64
		want   int64
	}{{nil, 0}, {[]int64{7}, 7}, {[]int64{9, 1}, 5}, {[]int64{100, 1, 3}, 3}, {[]int64{4, 2, 8, 6}, 5}} {
		var rows []feature.Row
		for _, v := range c.values {
			rows = append(rows, feature.Row{Neighbourhood: "hapi", Value: v})
		}
		got := feature.Median(rows).In(feature.Scope{Neighbourhood: "hapi"})
		if want := (feature.Figure{Value: c.want, Of: int64(len(c.values))}); got != want {
			t.Errorf("the median of %v is %+v, want %+v", c.values, got, want)
		}
	}
}

func TestDistinct(t *testing.T) {
	tally := feature.Distinct([]feature.Row{
		{Neighbourhood: "hapi", Who: "amina"},
		{Neighbourhood: "hapi", Who: "amina"},
		{Neighbourhood: "leigh", Who: "amina"},
		{Neighbourhood: "leigh", Who: "tom"},
	})
	for place, want := range map[string]int64{"": 2, "hapi": 1, "leigh": 2} {
		if got := tally.In(feature.Scope{Neighbourhood: place}).Value; got != want {
			t.Errorf("%q has %d people, want %d", place, got, want)
		}
	}
}

// However the rows are spread, the neighbourhoods add up to the borough, and so do the
// kinds.
func TestSumAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOf(rapid.Custom(func(t *rapid.T) feature.Row {
			n := rapid.Int64Range(0, 100).Draw(t, "n")
			return feature.Row{
				Neighbourhood: rapid.SampledFrom([]string{"", "hapi", "leigh"}).Draw(t, "hood"),
				Kind:          rapid.SampledFrom([]string{"phone", "web"}).Draw(t, "kind"), Value: n, Of: n,
			}
		})).Draw(t, "rows")
		tally := feature.Sum(rows)
		var places, kinds int64
		for _, place := range tally.Neighbourhoods() {
			places += tally.In(feature.Scope{Neighbourhood: place}).Value
		}
		for _, kind := range tally.Kinds() {
			kinds += tally.In(feature.Scope{Kind: kind}).Value
		}
		if whole := tally.In(feature.Scope{}).Value; places != whole || kinds != whole {
			t.Fatalf("neighbourhoods give %d, kinds %d, the borough %d", places, kinds, whole)
		}
	})
}

func TestBounds(t *testing.T) {
	at := time.Date(2020, 3, 23, 0, 0, 0, 0, time.UTC)
	if from, until := (feature.Period{}).Bounds(); !from.Before(at) || !until.After(at) {
		t.Errorf("open ends are %v and %v", from, until)
	}
	if from, until := (feature.Period{From: at, Until: at}).Bounds(); from != at || until != at {
		t.Errorf("given ends became %v and %v", from, until)
	}
}
