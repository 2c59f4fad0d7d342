package grid

import (
	"encoding/json"
	"errors"
	"io/fs"
	"math"
	"os"
	"testing"

	"pgregory.net/rapid"
)

// dms turns degrees, minutes and seconds into degrees.
func dms(d, m, s float64) float64 { return d + m/60 + s/3600 }

// The worked example of annex C of the Ordnance Survey's guide.
var (
	exampleRef    = Ref{E: 651_409.903, N: 313_177.270}
	exampleOSGB36 = Point{Lat: dms(52, 39, 27.2531), Lon: dms(1, 43, 4.5177)}
	exampleWGS84  = Point{Lat: dms(52, 39, 28.7230), Lon: dms(1, 42, 57.7870)}
)

// tenThousandth of a second of arc: 3 millimetres on the ground.
const tenThousandth = 0.0001 / 3600

func TestOrdnanceSurveyExample(t *testing.T) {
	if got := unproject(exampleRef); !near(got, exampleOSGB36, tenThousandth) {
		t.Errorf("unproject = %.9f, want %.9f", got, exampleOSGB36)
	}
	if got := project(exampleOSGB36); math.Abs(got.E-exampleRef.E) > 0.001 || math.Abs(got.N-exampleRef.N) > 0.001 {
		t.Errorf("project = %.4f, want %.4f", got, exampleRef)
	}
	if got := ToLatLon(exampleRef); !near(got, exampleWGS84, tenThousandth) {
		t.Errorf("ToLatLon = %.9f, want %.9f", got, exampleWGS84)
	}
	if got := FromLatLon(exampleWGS84); math.Abs(got.E-exampleRef.E) > 0.005 || math.Abs(got.N-exampleRef.N) > 0.005 {
		t.Errorf("FromLatLon = %.4f, want %.4f", got, exampleRef)
	}
}

func near(a, b Point, degrees float64) bool {
	return math.Abs(a.Lat-b.Lat) <= degrees && math.Abs(a.Lon-b.Lon) <= degrees
}

func TestRoundTripAcrossGreatBritain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ref := Ref{
			E: rapid.Float64Range(80_000, 656_000).Draw(t, "E"),
			N: rapid.Float64Range(5_000, 1_220_000).Draw(t, "N"),
		}
		p := ToLatLon(ref)
		if p.Lat < 49 || p.Lat > 61.5 || p.Lon < -8.7 || p.Lon > 3 {
			t.Fatalf("%.0f lies at %.4f, outside Great Britain", ref, p)
		}
		if back := FromLatLon(p); math.Hypot(back.E-ref.E, back.N-ref.N) > 0.003 {
			t.Fatalf("%.4f came back as %.4f", ref, back)
		}
	})
}

// TestPostcodesAgreeWithTheSurvey compares with latitudes and longitudes that
// the statistics office made with the survey's OSTN15 model.
func TestPostcodesAgreeWithTheSurvey(t *testing.T) {
	const file = "../../../../shared/data/geo/test_vectors.json"
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the postcode pairs are not beside the project, in ../shared/data/geo/test_vectors.json")
	}
	if err != nil {
		t.Fatal(err)
	}
	var vectors struct {
		Pairs []struct {
			Postcode          string
			Easting, Northing float64
			Lat, Lon          float64
		} `json:"nspl_pairs"`
	}
	if err := json.Unmarshal(text, &vectors); err != nil {
		t.Fatal(err)
	}
	if len(vectors.Pairs) == 0 {
		t.Fatalf("%s holds no nspl_pairs", file)
	}
	for _, pair := range vectors.Pairs {
		want, ref := Point{Lat: pair.Lat, Lon: pair.Lon}, Ref{E: pair.Easting, N: pair.Northing}
		if off := Distance(ToLatLon(ref), want); off > 2 {
			t.Errorf("%s is %.2f m off", pair.Postcode, off)
		}
		if back := FromLatLon(want); math.Hypot(back.E-ref.E, back.N-ref.N) > 2 {
			t.Errorf("%s comes back as %.1f, want %.1f", pair.Postcode, back, ref)
		}
	}
}

func TestDistance(t *testing.T) {
	wigan, bury := Point{Lat: 53.5448, Lon: -2.6318}, Point{Lat: 53.5933, Lon: -2.2966}
	tests := []struct {
		name string
		a, b Point
		want float64
	}{
		{"nowhere", wigan, wigan, 0},
		{"a degree north", Point{Lat: 53, Lon: -2}, Point{Lat: 54, Lon: -2}, math.Pi / 180 * meanRadius},
		{"round the equator", Point{}, Point{Lon: 180}, math.Pi * meanRadius},
		{"pole to pole", Point{Lat: 90}, Point{Lat: -90}, math.Pi * meanRadius},
		{"Wigan to Bury", wigan, bury, 22_770},
	}
	for _, tt := range tests {
		got, back := Distance(tt.a, tt.b), Distance(tt.b, tt.a)
		if math.Abs(got-tt.want) > 0.002*tt.want || got != back {
			t.Errorf("%s: %.0f m there and %.0f m back, want %.0f", tt.name, got, back, tt.want)
		}
	}
}

// TestDistanceAgreesWithTheGrid holds the two measures together within the
// length of a borough, over which the grid's own scale is off by 0.04% at most.
func TestDistanceAgreesWithTheGrid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := Ref{E: rapid.Float64Range(350_000, 390_000).Draw(t, "E"), N: rapid.Float64Range(395_000, 420_000).Draw(t, "N")}
		b := Ref{E: a.E + rapid.Float64Range(-20_000, 20_000).Draw(t, "east"), N: a.N + rapid.Float64Range(-20_000, 20_000).Draw(t, "north")}
		flat := math.Hypot(a.E-b.E, a.N-b.N)
		if got := Distance(ToLatLon(a), ToLatLon(b)); math.Abs(got-flat) > 0.005*flat+0.01 {
			t.Fatalf("%.1f to %.1f is %.1f m, on the grid %.1f m", a, b, got, flat)
		}
	})
}

func BenchmarkToLatLon(b *testing.B) {
	for b.Loop() {
		ToLatLon(exampleRef)
	}
}
