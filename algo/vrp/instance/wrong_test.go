package instance_test

import (
	"strings"
	"testing"

	"kith/algo/vrp"
	"kith/algo/vrp/instance"
)

// A file that is wrong is told where, and how to mend it. Each row changes a sound file.
func TestAFileThatIsWrongIsToldWhere(t *testing.T) {
	for _, test := range []struct{ of, old, new, want string }{
		{"", "", "", "the file is empty"},
		{"hello\n", "", "", "is this a file of Solomon's form?"},
		{solomonText, "   2          50\n", "", "line 9: the NUMBER and CAPACITY of the vehicles come first"},
		{solomonText, "   2          50", " 0 50", "line 5: 0 is out of range; it must be from 1"},
		{solomonText, "    1      5 ", "    1 ", "line 11: a customer has 7 numbers"},
		{solomonText, "    1      5 ", "    2      5 ", "line 12: customer 2 is on line 11 already"},
		{solomonText, "    0      0 ", "    4      0 ", "line 10: the first line under CUSTOMER is the depot"},
		{solomonText, "90 ", "ninety ", `line 11: "ninety" is not a number`},
		{solomonText, "90 ", "NaN ", `line 11: "NaN" is not a number`},
		{solomonText, "90 ", "60000000 ", "line 11: 60000000 is out of range; it must be from 0 to 20000000"},
		{solomonText, "10         20", "-10         20", "line 11: -10 is out of range"},
		{solomonText, "10         20", "1.5         20", "line 11: 1.5 is not a whole number"},
		{solomonText, "    1      5 ", "    1      1e9 ", "line 11: 1e9 is too far out"},
		{solomonText, "0       1000", "9       5", "line 10: the depot closes before it opens"},
		{solomonText[:strings.Index(solomonText, "    0 ")], "", "", "no customers"},

		{vrplibText, "TYPE : CVRP\n", "", "there is no TYPE"},
		{vrplibText, "TYPE : CVRP", "TYPE : TSP", `line 3: the TYPE "TSP" is not known`},
		{vrplibText, "DIMENSION: 4", "DIMENSION: four", `line 2: DIMENSION: "four" is not a number`},
		{vrplibText, "DIMENSION: 4", "DIMENSION: 5", "DIMENSION promises 5 nodes, and DEMAND_SECTION has 4"},
		{vrplibText, "DIMENSION: 4", "DIMENSION: 3", "line 18: 4 is out of range; it must be from 1 to 3"},
		{vrplibText, "DIMENSION: 4", "COMMENT: 4", "there is no DIMENSION"},
		{vrplibText, "CAPACITY", "CAPACITI", "line 4: the key CAPACITI is not known"},
		{vrplibText, "CAPACITY : 10", "CAPACITY 10", `line 4: "CAPACITY 10" is neither KEY : VALUE`},
		{vrplibText, "CAPACITY : 10", "DIMENSION : 10", "line 4: DIMENSION is on line 2 already"},
		{vrplibText, "EUC_2D", "GEO", `line 5: the EDGE_WEIGHT_TYPE "GEO" is not known`},
		{vrplibText, "EUC_2D", "EXPLICIT", `the EDGE_WEIGHT_FORMAT "" is not known`},
		{vrplibText, "2 6", "2 6 6", "line 11: a line of DEMAND_SECTION has 2 numbers, not 3"},
		{vrplibText, "3\t5", "2 5", "line 12: number 2 is there twice"},
		{vrplibText, "2 3 4\n", "", "line 14: NODE_COORD_SECTION has 3 lines, and 4 are promised"},
		{vrplibText, "NODE_COORD", "BACKHAUL", "line 14: BACKHAUL_SECTION is not known"},
		{vrplibText, "NODE_COORD", "DEMAND", "line 14: DEMAND_SECTION began on line 9 already"},
		{vrplibText, "NODE_COORD", "PRIZE", "there is no NODE_COORD_SECTION"},
		{vrplibText, " 1\n -1", " 9\n -1", "line 7: a depot is a node: 9 is out of range"},
		{vrplibText, " 1\n -1", " 1 1\n -1", "line 7: depot 1 is there twice"},
		{vrplibText, " 1\n -1", " -1", "line 6: DEPOT_SECTION names no depot"},
		{vrplibText, " 1\n -1", " 1 2\n -1", "say in VEHICLES_DEPOT_SECTION"},
		{vrplibText, "DEPOT_SECTION\n", "7 8\n", `line 6: "7" is neither KEY : VALUE nor in a section`},
		{depotsText, "VEHICLES : 3", "VEHICLES : 4", "VEHICLES promises 4, and VEHICLES_DEPOT_SECTION has 3"},
		{depotsText, "3 2\nDEPOT", "3 3\nDEPOT", "line 30: node 3 is no depot"},
		{depotsText, "2 0 80", "2 80 0", "vehicle 1 works from 80000 to 0"},
		{depotsText, "VEHICLES_MAX_DURATION : 20", "VEHICLES_MAX_DURATION : -20", "line 6: VEHICLES_MAX_DURATION: -20 is out of range"},

		{jsonText, "}]\n}", "}]\n", "line 19: the file ends before"},
		{jsonText, "}]\n}", "}]\n} x", "line 19: something follows the end"},
		{jsonText, `"tier": 2`, `"tier": 2]`, "line 8: stops, element 3: this is not JSON"},
		{jsonText, `"pairs"`, `"piars"`, `line 16: a problem has no field "piars"`},
		{jsonText, `"prefer"`, `"apart"`, `line 18: "apart" is there twice`},
		{jsonText, `[{"from": "s1", "to": "s2"}]`, `{"from": "s1"}`, "line 16: pairs is a list"},
		{jsonText, `"tier"`, `"teir"`, `line 8: stops, element 3: there is no field "teir"`},
		{jsonText, `{"id": "a", "x": 300`, `{"id": "a", "z": 300`, `line 3: places, element 2: there is no field "z"`},
		{jsonText, `"tier": 2`, `"tier": "two"`, `line 8: stops, element 3: here is a string where none belongs (tier)`},
		{jsonText, `"09:00", "12:30:30"`, `"09:00"`, "line 6: stops, element 1: [\"09:00\"] is not a window"},
		{jsonText, `"09:00"`, `"09:60"`, `line 6: stops, element 1: "09:60" is not a time`},
		{jsonText, `"service": 240`, `"service": -1`, `line 6: stops, element 1: -1 is not a time`},
		{jsonText, `"service": 240`, `"service": 600000000`, `line 6: stops, element 1: 600000000 is not a time`},
		{jsonText, `[2, 15]`, `[1, 2, 3, 4, 5]`, `line 6: stops, element 1: [1, 2, 3, 4, 5] is not a load`},
		{jsonText, `[2, 15]`, `-2`, `line 6: stops, element 1: a load of -2 is out of range`},
		{jsonText, `"id": "s3"`, `"id": "s1"`, `line 8: the stop "s1" is on line 6 already`},
		{jsonText, `"id": "s3", `, ``, `line 8: a stop without an id`},
		{jsonText, `"place": "a"`, `"place": "c"`, `line 6: stop "s1": there is no place "c"`},
		{jsonText, `"never": ["bike"]`, `"never": ["boat"]`, `line 6: stop "s1": there is no vehicle "boat"`},
		{jsonText, `"start": "hub"`, `"start": "hob"`, `line 11: vehicle "van": there is no place "hob"`},
		{jsonText, `"profile": "van"`, `"profile": ""`, `line 11: vehicle "van": there is no profile ""`},
		{jsonText, `, "at": "10:20"`, ``, `line 11: vehicle "van" has driven`},
		{jsonText, `"driven": ["s3"]`, `"driven": ["s4"]`, `line 11: vehicle "van": there is no stop "s4"`},
		{jsonText, `"window": ["12:00", "13:30"], "length"`, `"length"`, `line 11: vehicle "van": a break needs a window`},
		{jsonText, `"to": "s2"`, `"to": "s9"`, `line 16: there is no stop "s9"`},
		{jsonText, `["s3", "s1"]`, `["s3"]`, `line 17: two stops are kept apart`},
		{jsonText, `"vehicle": "van", "cost"`, `"vehicle": "nav", "cost"`, `line 18: there is no vehicle "nav"`},
		{jsonText, `"kmh": 36`, `"kmh": 0`, `line 4: profile "van": say how fast it is`},
		{jsonText, `"detour": 1.2`, `"detour": 0.5`, `line 4: profile "van": a detour is from 1 to 10`},
		{jsonText, `[[0,1,2],[3,0,-1],[5,6,0]], "duration"`, `[[0,1,2],[3,0,-1]], "duration"`, `line 4: profile "foot": it has 2 rows of distance and 3 of duration, and there are 3 places`},
		{jsonText, `[5,6,0]], "duration"`, `[5,6]], "duration"`, `line 4: profile "foot": row 3 has 2 distances`},
		{jsonText, `[5,6,0]], "duration"`, `[5,-6,0]], "duration"`, `line 4: profile "foot": the distance from "b" to "a" is -6`},
		{jsonText, `[5,6,0]], "duration"`, `[5,null,0]], "duration"`, "line 4: profiles, element 2: number 2 of a row is missing"},
		{jsonText, `{"id": "b", "x": 0, "y": 1000}`, `"b"`, `line 3: the place "b" needs x and y`},
		{jsonText, `"y": 1000`, `"lat": 9`, `line 3: places, element 3: a place has both`},
		{jsonText, `"x": 0, "y": 1000`, `"lat": 91, "lon": 0`, `line 3: places, element 3: lat is from -90`},
		{`{"vehicles": []}`, "", "", "there are no vehicles; add at least one"},
	} {
		text := strings.Replace(test.of, test.old, test.new, 1)
		if test.old != "" && text == test.of {
			t.Errorf("%q is not in the file", test.old)
		}
		if _, err := instance.Read(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q for %q: it says %q, not %s", test.new, test.old, err, test.want)
		}
	}
}

func TestASolutionThatIsWrongIsToldWhere(t *testing.T) {
	in := parse(t, depotsText)
	for text, want := range map[string]string{
		"Route #1: 3\n":                        `no line "Cost N"`,
		"Rout #1: 3\nCost 1":                   `line 1: "Rout" is neither`,
		"Route 3\nCost 1":                      "line 1: a route is",
		"Route #0: 3\nCost 1":                  "line 1: a route is",
		"Route #1: 3\nRoute #1: 2\nCost 1":     "line 2: route #1 is there twice",
		"Route #4: 3\nCost 1":                  "line 1: there is route #4, and there are 3 vehicles",
		"Route #1: 3 x\nCost 1":                `line 1: "x" is not the number of a customer`,
		"\nRoute #1: 3 1\nCost 1":              "line 2: there is no customer 1; see how they are numbered",
		"Route #1: 3\nCost NaN":                `line 2: "NaN" is not a cost`,
		"Route #1: 3\nCost 1\nCost 2":          "line 3: a solution ends with one line",
		"Route #1: 3\nCost 1 2":                "line 2: a solution ends with one line",
		"Route #99999999999999999999: 3\nCost": "line 1: a route is",
	} {
		if _, err := in.ReadPlan(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: it says %v, not %s", text, err, want)
		}
	}
}

// FuzzRead reads anything. What is accepted makes sense, and a plan of it is written and read.
func FuzzRead(f *testing.F) {
	for _, text := range []string{solomonText, vrplibText, depotsText, jsonText} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		in, err := instance.Read(strings.NewReader(text))
		if err != nil {
			return
		}
		if err := in.Problem.Valid(); err != nil {
			t.Error(err)
		}
		plan := &vrp.Plan{Routes: make([]vrp.Route, len(in.Problem.Vehicles))}
		for s := range in.Problem.Stops {
			plan.Routes[0] = append(plan.Routes[0], s)
		}
		var out strings.Builder
		if err := in.WritePlan(&out, plan); err != nil {
			t.Fatal(err)
		}
		got, err := in.ReadPlan(strings.NewReader(out.String()))
		if err != nil || len(got.Left) > 0 {
			t.Errorf("%v: %+v of %s", err, got, out.String())
		}
	})
}

// FuzzReadPlan reads anything as a solution.
func FuzzReadPlan(f *testing.F) {
	f.Add(solomonText, "Route #1: 2\nRoute #2: 1\nCost 36.1\n")
	f.Add(vrplibText, "Route #1: 2\nRoute #3: 1\nCost: 36\n")
	f.Add(jsonText, "Route #1: 2 | 3\nRoute #2:\nCost 36\n")
	f.Fuzz(func(t *testing.T, problem, text string) {
		in, err := instance.Read(strings.NewReader(problem))
		if err != nil {
			return
		}
		if plan, err := in.ReadPlan(strings.NewReader(text)); err == nil && len(plan.Routes) != len(in.Problem.Vehicles) {
			t.Errorf("%d routes of %d vehicles", len(plan.Routes), len(in.Problem.Vehicles))
		}
	})
}
