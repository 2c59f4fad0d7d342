package instance_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith/algo/vrp"
	"kith/algo/vrp/instance"
)

const solomonText = `toy

VEHICLE
NUMBER     CAPACITY
   2          50

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      0          0          0          0       1000          0
    1      5          12        10         20         90         10
    2      3          4         30         30        200         10
`

const vrplibText = "NAME :\ttoy\r\nDIMENSION: 4\nTYPE : CVRP\nCAPACITY : 10\nEDGE_WEIGHT_TYPE : EUC_2D\n" +
	"DEPOT_SECTION\n 1\n -1\nDEMAND_SECTION\n1 0\n2 6\n3\t5\n4 4\nNODE_COORD_SECTION\n1 0 0\n2 3 4\n3 1 1\n4 0 9\nEOF\n"

const depotsText = `TYPE : MDVRPTW
VEHICLES : 3
CAPACITY : 10
DIMENSION : 4
EDGE_WEIGHT_TYPE : EUC_2D
VEHICLES_MAX_DURATION : 20
NODE_COORD_SECTION
1 0 0
2 1 0
3 1 1
4 0 2.5
DEMAND_SECTION
1 0
2 0
3 5
4 4
SERVICE_TIME_SECTION
1 0
2 0
3 1
4 2
TIME_WINDOW_SECTION
1 0 90
2 0 80
3 3 9
4 0 70
VEHICLES_DEPOT_SECTION
1 1
2 2
3 2
DEPOT_SECTION
1
2
EOF
`

const jsonText = `{
  "name": "Thursday",
  "places": [{"id": "hub", "x": 0, "y": 0}, {"id": "a", "x": 300, "y": 400}, {"id": "b", "x": 0, "y": 1000}],
  "profiles": [{"id": "van", "kmh": 36, "detour": 1.2}, {"id": "foot", "distance": [[0,1,2],[3,0,-1],[5,6,0]], "duration": [[0,1,2],[3,0,-1],[5,6,0]]}],
  "stops": [
    {"id": "s1", "place": "a", "load": [2, 15], "collect": 1, "window": ["09:00", "12:30:30"], "service": 240, "skills": ["medicine"], "never": ["bike"]},
    {"id": "s2", "place": "b", "load": 3, "service": "00:05", "only": ["van"], "prize": 7},
    {"id": "s3", "place": "b", "tier": 2, "skills": ["cold", "medicine"]}
  ],
  "vehicles": [
    {"id": "van", "profile": "van", "start": "hub", "end": "hub", "shift": ["08:00", "16:00"], "max_duration": "06:00", "max_distance": 900000,
     "capacity": [60, 400], "skills": ["medicine"], "fixed": 1, "per_distance": 2, "per_time": 3, "trips": 2, "reload": 600,
     "breaks": [{"window": ["12:00", "13:30"], "length": 1800}], "driven": ["s3"], "at": "10:20"},
    {"id": "bike", "profile": "foot", "capacity": 4}
  ],
  "pairs": [{"from": "s1", "to": "s2"}],
  "apart": [["s3", "s1"]],
  "prefer": [{"stop": "s2", "vehicle": "van", "cost": 500}]
}`

func parse(t *testing.T, text string) *instance.Instance {
	t.Helper()
	in, err := instance.Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func TestSolomonIsInTenths(t *testing.T) {
	in := parse(t, solomonText)
	p := in.Problem
	want := []vrp.Stop{
		{ID: "1", Place: 1, Load: vrp.Load{10}, Window: vrp.Window{Open: 200, Close: 900}, Service: 100},
		{ID: "2", Place: 2, Load: vrp.Load{30}, Window: vrp.Window{Open: 300, Close: 2000}, Service: 100},
	}
	if diff := cmp.Diff(want, p.Stops); diff != "" {
		t.Error(diff)
	}
	van := vrp.Vehicle{Shift: vrp.Window{Open: 0, Close: 10_000}, Capacity: vrp.Load{50}, PerDistance: 1}
	if diff := cmp.Diff([]vrp.Vehicle{van, van}, p.Vehicles); diff != "" {
		t.Error(diff)
	}
	if in.Cost(8273) != "827.3" {
		t.Errorf("it prints %s", in.Cost(8273))
	}
}

// A straight line that is a whole number long must not come out a tenth shorter.
func TestWholeDistancesAreWhole(t *testing.T) {
	travel := parse(t, solomonText).Problem.Travel[0].(*vrp.Plane)
	travel.X, travel.Y = []float64{0, 0}, []float64{0, 0}
	for a := 1.0; a < 400; a++ {
		for b := a; b < 400; b++ {
			square := int(a*a + b*b)
			root := 0
			for root*root < square {
				root++
			}
			travel.X[1], travel.Y[1] = a, b
			if d, _ := travel.Between(0, 1); root*root == square && int(d) != 10*root {
				t.Fatalf("from (0, 0) to (%g, %g) it is %d tenths, not %d", a, b, d, 10*root)
			}
		}
	}
}

func TestVRPLIBMayBeInAnyOrder(t *testing.T) {
	in := parse(t, vrplibText)
	p := in.Problem
	if d, _ := p.Travel[0].Between(2, 1); p.Name != "toy" || d != 4 {
		t.Errorf("%s has %d from 3 to 2", p.Name, d)
	}
	if len(p.Stops) != 3 || p.Stops[0].Load[0] != 6 || p.Stops[2].Place != 3 {
		t.Errorf("stops are %+v", p.Stops)
	}
	if len(p.Vehicles) != 3 {
		t.Errorf("15 units go into vans of 10 with at most %d of them", len(p.Vehicles))
	}
}

func TestDepotsHaveTheirVehicles(t *testing.T) {
	p := parse(t, depotsText).Problem
	want := vrp.Vehicle{
		Start: 1, End: 1, Shift: vrp.Window{Open: 0, Close: 80_000}, MaxDuration: 20_000, Capacity: vrp.Load{10}, PerDistance: 1,
	}
	if diff := cmp.Diff(want, p.Vehicles[2]); diff != "" {
		t.Error(diff)
	}
	wantStop := vrp.Stop{ID: "2", Place: 2, Load: vrp.Load{5}, Window: vrp.Window{Open: 3000, Close: 9000}, Service: 1000}
	if diff := cmp.Diff(wantStop, p.Stops[0]); diff != "" {
		t.Error(diff)
	}
	if d, _ := p.Travel[0].Between(0, 2); d != 1414 {
		t.Errorf("the way is %d", d)
	}
}

func TestTablesMayBeHalf(t *testing.T) {
	for format, weights := range map[string]string{
		"FULL_MATRIX": "0 1 2\n1 0 3 2 3 0", "LOWER_ROW": "1\n2 3", "LOWER_DIAG_ROW": "0 1 0 2 3 0",
	} {
		p := parse(t, "TYPE : CVRP\nDIMENSION : 3\nEDGE_WEIGHT_TYPE : EXPLICIT\nEDGE_WEIGHT_FORMAT : "+format+
			"\nEDGE_WEIGHT_SECTION\n"+weights+"\nDEMAND_SECTION\n1 0\n2 1\n3 1\n").Problem
		for from, row := range [][]int32{{0, 1, 2}, {1, 0, 3}, {2, 3, 0}} {
			for to, want := range row {
				if got, _ := p.Travel[0].Between(from, to); got != want {
					t.Errorf("%s: from %d to %d it is %d, not %d", format, from, to, got, want)
				}
			}
		}
	}
}

func TestJSONSaysEverything(t *testing.T) {
	p := parse(t, jsonText).Problem
	foot := p.Travel[1]
	d, long := p.Travel[0].Between(0, 1)
	if d != 6000 || long != 60 {
		t.Errorf("500 m with a detour of 1.2 at 10 m/s are %d dm in %d s", d, long)
	}
	if d, _ := foot.Between(1, 2); d != -1 {
		t.Errorf("there is a way of %d", d)
	}
	p.Travel = nil
	want := &vrp.Problem{
		Name: "Thursday",
		Stops: []vrp.Stop{
			{
				ID: "s1", Place: 1, Load: vrp.Load{2, 15}, Collect: vrp.Load{1}, Window: vrp.Window{Open: 9 * 3600, Close: 12*3600 + 1830},
				Service: 240, Skills: 1, Never: []int{1},
			},
			{ID: "s2", Place: 2, Load: vrp.Load{3}, Window: vrp.Always, Service: 300, Only: []int{0}, Prize: 7},
			{ID: "s3", Place: 2, Window: vrp.Always, Tier: 2, Skills: 3},
		},
		Vehicles: []vrp.Vehicle{
			{
				ID: "van", Shift: vrp.Window{Open: 8 * 3600, Close: 16 * 3600}, MaxDuration: 6 * 3600, MaxDistance: 900_000,
				Capacity: vrp.Load{60, 400}, Skills: 1, Fixed: 1, PerDistance: 2, PerTime: 3, Trips: 2, Reload: 600,
				Breaks: []vrp.Break{{Window: vrp.Window{Open: 12 * 3600, Close: 13*3600 + 1800}, Length: 1800}},
				Driven: []int{2}, At: 10*3600 + 20*60,
			},
			{ID: "bike", Profile: 1, Start: vrp.Nowhere, End: vrp.Nowhere, Shift: vrp.Always, Capacity: vrp.Load{4}},
		},
		Pairs: []vrp.Pair{{From: 0, To: 1}}, Apart: [][2]int{{2, 0}}, Prefer: []vrp.Preference{{Stop: 1, Vehicle: 0, Cost: 500}},
	}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Error(diff)
	}
}

func TestTheGreatCircleIsMeasured(t *testing.T) {
	p := parse(t, `{"places": [{"id": "Wigan", "lat": 53.545, "lon": -2.6318}, {"id": "Bury", "lat": 53.591, "lon": -2.298}],
		"profiles": [{"id": "van", "kmh": 50}], "stops": [], "vehicles": [{"id": "v"}]}`).Problem
	d, long := p.Travel[0].Between(0, 1)
	if d < 225_000 || d > 227_500 || long < 1620 || long > 1640 {
		t.Errorf("from Wigan to Bury it is %d dm in %d s", d, long)
	}
}

// What is written is read again, with the customers numbered as in the file.
func TestSolutionsAreWrittenAsTheyAreRead(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		plan vrp.Plan
		want string
	}{
		"Solomon": {
			solomonText,
			vrp.Plan{Routes: []vrp.Route{{1}, {0}}, Cost: 361},
			"Route #1: 2\nRoute #2: 1\nCost 36.1\n",
		},
		"the number of a node less one": {
			vrplibText,
			vrp.Plan{Routes: []vrp.Route{{0, 2}, {1}, nil}, Cost: 23},
			"Route #1: 1 3\nRoute #2: 2\nCost 23\n",
		},
		"a route for each vehicle": {
			depotsText,
			vrp.Plan{Routes: []vrp.Route{{}, {1}, {0}}, Cost: 7},
			"Route #1:\nRoute #2: 3\nRoute #3: 2\nCost 7\n",
		},
		"trips, and a stop left out": {
			jsonText,
			vrp.Plan{Routes: []vrp.Route{{2, vrp.Reload, 0}, {}}, Left: []int{1}, Cost: 12},
			"Route #1: 3 | 1\nRoute #2:\nCost 12\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			in := parse(t, test.text)
			var out bytes.Buffer
			if err := in.WritePlan(&out, &test.plan); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, out.String()); diff != "" {
				t.Error(diff)
			}
			got, err := in.ReadPlan(&out)
			if diff := cmp.Diff(&test.plan, got); err != nil || diff != "" {
				t.Error(err, diff)
			}
		})
	}
}

// Where there are as many vans as are wanted a solution may use more than the problem has.
func TestASolutionGetsTheVansItNeeds(t *testing.T) {
	text := strings.ReplaceAll(vrplibText, "2 6", "2 1")
	text = strings.ReplaceAll(strings.ReplaceAll(text, "3\t5", "3 1"), "4 4", "4 1")
	in := parse(t, text)
	plan, err := in.ReadPlan(strings.NewReader("Route #1: 1\nRoute #2: 2\nRoute #3: 3\nCost: 30\n"))
	if err != nil || len(plan.Routes) != 3 || len(in.Problem.Vehicles) != 3 {
		t.Errorf("%+v, %v", plan, err)
	}
	if _, err := in.ReadPlan(strings.NewReader("Route #9: 1\nCost 30\n")); err == nil {
		t.Error("nine vans for three customers are believed")
	}
}
