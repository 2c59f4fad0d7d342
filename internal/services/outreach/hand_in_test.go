package outreach

import (
	"strings"
	"testing"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/registers/people"
	"kith/internal/work/protocols"
)

func TestAListIsLookedAtAndNothingBegins(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		amina := w.known("Amina", "Khan", "7/3/1939", "01632 960100", "", nil)
		bert := w.known("Bert", "Lowe", "1/2/1940", "", "9990000018", nil)
		w.known("Carl", "Nunn", "3/3/1933", "", "", func(n *people.NewRecord) { n.Details.Deceased.SaidBy = "his son" })
		w.known("Dora", "Platt", "4/4/1944", "", "", func(n *people.NewRecord) { n.Details.LedBy = "Adult social care" })
		w.known("Ewan", "Reid", "5/5/1955", "", "", func(n *people.NewRecord) { n.Details.NoCalls.Reason = "He asked us not to" })
		w.known("Fay", "Stone", "6/6/1946", "", "", nil)
		_, _, err := w.checks.Check(w.ctx, protocols.CheckOn{Record: bert.ID, Why: "Not seen", Key: "k"})
		w.must(err)

		_, rows := w.handed(file("shielding.csv", header+
			"Amina,Khan,07/03/1939,1 High Street,WN2 3EB,01632 960100,,Call centre A,3,18/04/2020,R1,Deaf in one ear\n"+ // 2
			"B,Lowe,,,,,999 000 0018,,,,,\n"+ // 3
			"Carl,Nunn,03/03/1933,,WN2 3EB,,,,,,,\n"+ // 4
			"Dora,Platt,04/04/1944,,WN2 3EB,,,,,,,\n"+ // 5
			"Ewan,Reid,05/05/1955,,WN2 3EB,,,,,,,\n"+ // 6
			"F,Stone,06/06/1946,,,01632 960111,,,,,,\n"+ // 7
			"Greta,Nobody,,,WN7 1EB,01632 960122,,,,,,\n"+ // 8
			"Greta,Nobody,,,WN7 1EB,01632 960122,,,2,,,\n"+ // 9
			"Hal,Away,,,BL1 1AA,,,,,,,\n"+ // 10
			"Ian,Wrong,31/13/1950,,WN2 3EB,,,,,,,\n"+ // 11
			",,,,WN2 3EB,,,,,,,\n"+ // 12
			"June,Unreached,,,,,,,,,,\n"+ // 13
			"Amina,Khan,07/03/1939,1 High Street,WN2 3EB,01632 960100,,Call centre A,3,18/04/2020,R1,Deaf in one ear\n")) // 14
		w.stands(rows, map[int]Standing{
			2: Known, 3: Open, 4: Barred, 5: Barred, 6: Barred, 7: Unsure, 8: Newcomer, 9: Same, 10: Barred, 11: Faulty, 12: Faulty, 13: Faulty, 14: Before,
		})
		for n, why := range map[int]string{
			4: "They have died", 5: "Adult social care leads", 6: "He asked us not to", 9: "row 8", 10: "They live in Bolton",
			11: "Write it like 24/03/1939", 12: "There is no name", 13: "nothing to reach them by", 14: "Row 2 says the same",
		} {
			if !strings.Contains(rows[n].Why, why) {
				t.Errorf("row %d says %q, want %q in it", n, rows[n].Why, why)
			}
		}
		if rows[2].Record != amina.ID || len(rows[7].Shown()) != 1 {
			t.Errorf("row 2 is about %s, row 7 may be about %+v", rows[2].Record, rows[7].Found)
		}
		if all := w.unconfirmed(); len(all) != 1 || len(w.found("Nobody")) != 0 {
			t.Errorf("looking at the list began %d checks and added %d people", len(all)-1, len(w.found("Nobody")))
		}
	})
}

func TestWhatARowSays(t *testing.T) {
	today, _ := day.ParseDate("20/04/2020")
	for name, c := range map[string]struct {
		cells map[string]string
		check func(Said) bool
		wrong string
	}{
		"a name in one cell":         {map[string]string{"name": "Mary Ann Poole", "phone": "01632 960100"}, func(s Said) bool { return s.Given == "Mary Ann" && s.Family == "Poole" }, ""},
		"the family name first":      {map[string]string{"name": "POOLE, Mary Ann", "phone": "01632 960100"}, func(s Said) bool { return s.Given == "Mary Ann" && s.Family == "POOLE" }, ""},
		"one name alone":             {map[string]string{"name": "Poole", "phone": "01632 960100"}, func(s Said) bool { return s.Given == "" && s.Family == "Poole" }, ""},
		"an address in one cell":     {map[string]string{"name": "A B", "address": "2 Low Road, Ince, wn23eb"}, func(s Said) bool { return s.Postcode == "WN2 3EB" && len(s.Address) == 2 }, ""},
		"an address in several":      {map[string]string{"name": "A B", "address": "2 Low Road", "town": "Ince", "postcode": "WN2 3EB"}, func(s Said) bool { return s.described().Address.Town == "Ince" }, ""},
		"an NHS number is enough":    {map[string]string{"name": "A B", "nhs": "999 000 0018"}, func(s Said) bool { return s.NHS == "9990000018" }, ""},
		"an NHS number that is none": {map[string]string{"name": "A B", "nhs": "999 000 0019"}, nil, "The NHS number is not a valid one"},
		"a number that is none":      {map[string]string{"name": "A B", "phone": "ask her son"}, nil, "The phone number cannot be read"},
		"a postcode that is none":    {map[string]string{"name": "A B", "postcode": "WN"}, nil, "The postcode cannot be read"},
		"tried in the future":        {map[string]string{"name": "A B", "phone": "01632 960100", "tried": "21/04/2020"}, nil, "in the future"},
		"tried thrice":               {map[string]string{"name": "A B", "phone": "01632 960100", "tries": "thrice"}, nil, "How often they were tried"},
		"a novel":                    {map[string]string{"name": "A B", "phone": "01632 960100", "note": strings.Repeat("a", 241)}, nil, "The note is too long"},
	} {
		s, wrong := read(func(field string) string { return c.cells[field] }, today)
		if c.wrong != "" && !strings.Contains(wrong, c.wrong) || c.wrong == "" && (wrong != "" || !c.check(s)) {
			t.Errorf("%s: read as %+v, wrong %q", name, s, wrong)
		}
	}
}

func TestWhyACheckBegins(t *testing.T) {
	at, _ := day.ParseDate("18/04/2020")
	s := Said{Team: "Call centre A", Tries: 3, LastTried: at, Reference: "R1", Note: "Deaf in one ear.", Phone: "+441632960111"}
	known := people.Record{Described: people.Described{Phone: "+441632960100"}}
	want := "Call centre A (National shielding team) could not reach them: tried 3 times, last on 18 April 2020. Their list has another number: 01632 960111. Their reference: R1. Deaf in one ear."
	if got := s.reason("National shielding team", known); got != want {
		t.Errorf("the reason is %q\nwant %q", got, want)
	}
	if got := (Said{}).reason("National shielding team", people.Record{}); got != "National shielding team could not reach them." {
		t.Errorf("with nothing said it is %q", got)
	}
	long := Said{
		Team: strings.Repeat("t", longestTeam), Tries: mostTries, LastTried: at, Reference: strings.Repeat("r", longestReference),
		Note: strings.Repeat("n", longestNote), Phone: s.Phone,
	}
	if got := len([]rune(long.reason("National shielding team", known))); got > protocols.LongestWhy {
		t.Errorf("the longest reason has %d characters", got)
	}
}

func TestWhoMayHandAListIn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		if _, _, err := w.as(finance).HandIn(w.as(finance).ctx, file("a.csv", header)); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a finance officer: %v", err)
		}
		other := file("a.csv", header)
		other.From = "leisure-trust"
		if _, _, err := w.HandIn(w.ctx, other); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("from a list that starts no check: %v", err)
		}
		for text, want := range map[string]string{"a,b\n1,2\n": "does not know", header: "no row", header + strings.Repeat("A,B,,,,01632 960100,,,,,,\n", mostRows+1): "Split it"} {
			if _, _, err := w.HandIn(w.ctx, file("a.csv", text)); fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.MessageOf(err), want) {
				t.Errorf("a file that says %.20q: %v, want %q", text, err, want)
			}
		}
		id, rows := w.as(inHapi).handed(file("hub.csv", header+"A,One,,,WN2 3EB,,,,,,,\nB,Two,,,WN7 1EB,,,,,,,\nC,Three,,,,01632 960100,,,,,,\n"))
		w.stands(rows, map[int]Standing{2: Newcomer, 3: Barred, 4: Barred})
		if _, _, err := w.List(w.ctx, id); fault.KindOf(err) != fault.NotFound {
			t.Errorf("an agent opens the list of a hub: %v", err)
		}
		if _, _, err := w.List(w.as(point).ctx, id); err != nil {
			t.Errorf("the coordination point opens the list of a hub: %v", err)
		}
	})
}

func TestHubsOfBuryTakeNoListIn(t *testing.T) {
	at := clock.NewManual(morning)
	w := newWorld(t, dbtest.NewWith(t, db.Config{Clock: at}, sets...), at, "bury").as(inHapi)
	if all, err := w.Offered(w.ctx); err != nil || len(all) != 0 {
		t.Errorf("a community hub is offered %+v, %v", all, err)
	}
	if all, err := w.Offered(w.as(centre).ctx); err != nil || len(all) != 2 {
		t.Errorf("the contact centre is offered %+v, %v", all, err)
	}
}

func TestTheSameDraftIsLookedAtAnew(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		text := header + "Amina,Khan,07/03/1939,,WN2 3EB,,,,,,,\n"
		first, rows := w.handed(file("a.csv", text))
		w.stands(rows, map[int]Standing{2: Newcomer})
		w.known("Amina", "Khan", "7/3/1939", "", "", nil)
		second, rows := w.handed(file("renamed.csv", text))
		w.stands(rows, map[int]Standing{2: Known})
		if _, _, err := w.List(w.ctx, first); fault.KindOf(err) != fault.NotFound || first == second {
			t.Errorf("the earlier draft is kept: %v", err)
		}
	})
}
