package lists

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kith/internal/insight/entries"
	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
	"kith/internal/registers/attributes"
	"kith/internal/registers/people"
)

// A list is read, looked at and switched on: who is known is known, who is not is added, and
// what it says is read of everybody from one moment to the next.
func TestAListIsTakenIn(t *testing.T) {
	in(t, "wigan", func(t *testing.T, w *world) {
		all := some(0, 30)
		w.town(300)
		ours := w.known(all[3])
		secret := w.known(all[4])
		w.must(w.db.Write(w.ctx, func(tx *db.Tx) error {
			_, err := tx.Exec(`UPDATE people_record SET restricted = TRUE, labels = '["restricted"]' WHERE borough_id = ? AND id = ?`, tx.Borough(), secret)
			return err
		}))
		v := w.check("Shielded patients for Wigan\n\nrun,20/04/2020\n" + nhsFile(all...))
		if v.Profile != "nhs-shielded" || v.Asset != "shielded-patients" || v.Preamble != 3 || v.Rows != 30 {
			t.Errorf("it is taken for %s of %s with %d rows below %d", v.Profile, v.Asset, v.Rows, v.Preamble)
		}
		if v.Counts.Of[Added] != 30 || v.Counts.Who[Linked] != 1 || v.Counts.Who[Newcomer] != 29 || v.Counts.Who[ToReview] != 0 || v.Counts.Remarks[entries.DateSerial] != 30 {
			t.Errorf("it counts %+v", v.Counts)
		}
		if left := w.holds(ours); len(left) > 0 {
			t.Errorf("before it is on, %v is read", left)
		}
		if w.row(v, 9).Record != secret || w.row(v, 9).Match != Newcomer || !w.row(v, 9).KeptBack {
			t.Errorf("of somebody restricted: %+v", w.row(v, 9))
		}
		w.must(w.SwitchOn(w.ctx, v.ID, v.Number))
		w.must(w.Work(w.ctx, v.ID))
		w.must(w.Work(w.ctx, v.ID)) // again, and nothing is done twice
		v, err := w.Version(w.ctx, v.ID)
		if err != nil || v.State != Current {
			t.Fatalf("it is %s, %v", v.State, err)
		}
		if got := w.holds(ours); !slices.Equal(got, []string{"shielded ", "shielding-category Added by the practice"}) {
			t.Errorf("of one of ours holds %q", got)
		}
		var n int
		w.must(w.db.Read(w.ctx).QueryRow(`SELECT COUNT(*) FROM people_record WHERE borough_id = ?`, w.db.Read(w.ctx).Borough()).Scan(&n))
		if n != 330 {
			t.Errorf("there are %d people", n)
		}
		added, err := people.RecordIn(w.db.Read(w.ctx), w.row(v, 5).Record)
		if err != nil || added.List != "shielded" || added.Neighbourhood != "hapi" || added.NHSNumber == "" {
			t.Errorf("a newcomer is %+v, %v", added, err)
		}
		// The same file again is the same list.
		if id, again, err := w.HandIn(w.ctx, file("x.csv", "Shielded patients for Wigan\n\nrun,20/04/2020\n"+nhsFile(all...))); err != nil || !again || id != v.ID {
			t.Errorf("handed in again: %v %v", again, err)
		}
	})
}

func (w *world) holds(id people.RecordID) (said []string) {
	w.t.Helper()
	all, err := attributes.Of(w.db.Read(w.ctx), people.PersonID(id))
	w.must(err)
	for _, a := range all {
		said = append(said, a.Key+" "+a.Value.String())
	}
	return said
}

// The list of the second week gives exactly the difference, whatever that is.
func TestTheSecondWeek(t *testing.T) {
	in(t, "wigan", func(t *testing.T, w *world) {
		first := some(0, 40)
		first[9].drop = true // comes in the second week
		w.take(nhsFile(first...))
		second := some(0, 42)
		second[0].drop = true                                   // left
		second[1].dead = "18/04/2020"                           // died
		second[2].post, second[2].line = "WN2 3EQ", "9 New Way" // moved
		second[3].area = "E08000003"                            // moved out
		second[4].tel = "07700 900999"                          // changed
		v := w.take(nhsFile(second...))
		want := map[Standing]int{Gone: 1, HasDied: 1, Moved: 1, MovedOut: 1, Changed: 1, Added: 3, Same: 34}
		if got := v.Counts.Of; !same(got, want) {
			t.Errorf("the second week is %v, want %v", got, want)
		}
		if got := w.row(v, 5).Why; got != "Another phone." {
			t.Errorf("what changed is %q", got)
		}
		third := some(0, 42)
		third[3].area = "E08000010" // moved in again
		third[1].drop = true
		v = w.take(nhsFile(third...))
		want = map[Standing]int{Back: 1, Gone: 1, MovedIn: 1, Moved: 1, Changed: 1, Same: 37}
		if got := v.Counts.Of; !same(got, want) {
			t.Errorf("the third week is %v, want %v", got, want)
		}
		if v.Counts.Who[Known] != 41 {
			t.Errorf("who is known is looked for again: %v", v.Counts.Who)
		}
	})
}

func same(a, b map[Standing]int) bool {
	for _, s := range Standings() {
		if a[s] != b[s] {
			return false
		}
	}
	return true
}

// Whoever is on both lists is found again, and nobody is counted twice or lost: new, on both,
// and left add up, for any two weeks.
func TestAnyTwoWeeksAddUp(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := &checking{v: Version{Kind: entries.Whole}, byKey: map[string]int{}, remarks: map[entries.Code]int{}, home: "E08000010", today: day.New(2020, 4, 20)}
		pick := func(name string) (rows []Row) {
			for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(0, 60), 0, 30, rapid.ID[int]).Draw(rt, name) {
				p := somebody(n)
				e, _, _ := entries.ReadRow([]entries.Column{{Field: entries.NHS}, {Field: entries.Given}, {Field: entries.Family}, {Field: entries.Born}, {Field: entries.Postcode}},
					[]string{map[bool]string{true: number(p.n)}[rapid.Bool().Draw(rt, "numbered")], p.given, p.family, p.born, p.post}, c.today)
				rows = append(rows, Row{Number: n + 2, Standing: Added, Entry: e, Key: e.Keys()[0], Hash: e.Hash()})
			}
			return rows
		}
		before, now := pick("before"), pick("now")
		for i := range now {
			c.rows = append(c.rows, &now[i])
		}
		met := c.meet(before)
		c.left(before, met)
		both := 0
		for _, a := range before {
			for _, b := range now {
				if a.Number == b.Number {
					both++
				}
			}
		}
		count := map[Standing]int{}
		for _, row := range c.rows {
			count[row.Standing]++
		}
		on := len(now) - count[Added]
		if on != both || count[Gone] != len(before)-both {
			rt.Errorf("%d on both, found %d; %d left of %d", both, on, count[Gone], len(before))
		}
	})
}

// Two equal rows, the same person twice, and what cannot be taken: each has a line.
func TestNothingIsDroppedWithoutALine(t *testing.T) {
	in(t, "wigan", func(t *testing.T, w *world) {
		p, q := somebody(1), somebody(2)
		q2 := q
		q2.tel = "07700 900555"
		broken := strings.Replace(somebody(3).row(), ",", "", 1)
		nobody := somePerson{n: 4, line: "1 Street"}
		text := nhsHeader + p.row() + p.row() + q.row() + q2.row() + broken + strings.Replace(nobody.row(), number(4), "0000000000", 1) + "\"open,\n"
		v := w.check(text)
		if got, want := v.Counts.Of, map[Standing]int{Added: 2, Twice: 2, Rejected: 3}; !same(got, want) {
			t.Errorf("it counts %v, want %v", got, want)
		}
		if v.Counts.Of[Added]+v.Counts.Of[Twice]+v.Counts.Of[Rejected] != v.Rows {
			t.Errorf("%d rows, and %v", v.Rows, v.Counts.Of)
		}
		for number, want := range map[int]string{3: "It says the same as row 2.", 5: "Row 4 is of the same person and counts; this one has another phone.", 6: "The row has 11 cells and should have 12.", 7: "neither an NHS number nor a name", 8: "quotation mark"} {
			if got := w.row(v, number).Why; !strings.Contains(got, want) {
				t.Errorf("row %d: %q, want %q", number, got, want)
			}
		}
		var out strings.Builder
		w.must(w.Rejects(w.ctx, v.ID, &out))
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		if len(lines) != 4 || !strings.HasPrefix(lines[0], "file,row,reason,Traced_NHSNUMBER") || !strings.HasPrefix(lines[2], "list.csv,7,") {
			t.Errorf("sent back is\n%s", out.String())
		}
		// Mended, the rows can be handed in as they were sent back.
		mended := strings.Replace(lines[0]+"\n"+lines[2], "0000000000", number(4), 1) + "\n"
		m := w.handIn(mended)
		if m.Profile != "nhs-shielded" || m.Rows != 1 {
			t.Errorf("the mended rows are taken for %s", m.Profile)
		}
	})
}

// Rows of a growing file: of one person the one that was written last counts.
func TestAGrowingFile(t *testing.T) {
	in(t, "wigan", func(t *testing.T, w *world) {
		const head = "Timestamp,Reference,LocalAuthorityDistrict,FirstName,LastName,Postcode,Phone,NHSNumber,ID,DateOfBirth,EssentialSupplies,CarrySupplies\n"
		late := "20200410120000,R2,E08000010,Amina,Khan,WN2 3EB,07700900123," + number(1) + ",77,07/03/1939,No,Yes\n"
		early := "20200401120000,R1,E08000010,Amina,Khan,WN2 3EB,07700900111," + number(1) + ",77,07/03/1939,Yes,Yes\n"
		v := w.take(head + late + early)
		if v.Kind != entries.Growing || v.Profile != "national-form-daily" || v.Counts.Of[Twice] != 1 {
			t.Errorf("%s %s %v", v.Profile, v.Kind, v.Counts.Of)
		}
		if got := w.holds(w.row(v, 2).Record); !slices.Equal(got, []string{"can-carry-supplies "}) {
			t.Errorf("holds %q", got)
		}
	})
}

// A record has one phone number; further ones that a list has are kept beside it.
func TestASecondPhoneIsKept(t *testing.T) {
	in(t, "wigan", func(t *testing.T, w *world) {
		p := somebody(1)
		p.tel = "01632 960001/07700 900123"
		v := w.take(nhsFile(p))
		if got := w.holds(w.row(v, 2).Record); !slices.Contains(got, "other-phone 07700 900123") {
			t.Errorf("holds %q", got)
		}
	})
}

// Several rows tell of one person, each something else, as SAVVI sends them.
func TestAttributesOfSeveralRows(t *testing.T) {
	in(t, "wigan", func(t *testing.T, w *world) {
		v := w.take("PersonReference,GivenNames,FamilyName,BirthDate,UPRN,AttributeType,Attribute,AttributeDate\n"+
			"p1,Amina,Khan,1939-03-07,100011,Circumstance,Lives alone,2019-02-01\n"+
			"p1,Amina,Khan,1939-03-07,100011,Service,Home care,\n", func(u *Setup) { u.Asset = "adult-social-care" })
		if v.Profile != "savvi" || v.Counts.Of[Joined] != 1 {
			t.Errorf("%s %v", v.Profile, v.Counts.Of)
		}
		if got := w.holds(w.row(v, 2).Record); !slices.Equal(got, []string{"home-care ", "lives-alone "}) {
			t.Errorf("holds %q", got)
		}
	})
}

// Files that are handed in wrong are refused with how to mend them.
func TestFilesThatAreRefused(t *testing.T) {
	in(t, "wigan", func(t *testing.T, w *world) {
		for name, test := range map[string]struct{ text, want string }{
			"nothing":      {"", "There is no table"},
			"one column":   {"Name\nAmina\n", "There is no table"},
			"no header":    {number(1) + ",Amina,Khan\n" + number(2) + ",Brian,Stone\n", "seems to be about somebody"},
			"no rows":      {nhsHeader, "no row below"},
			"volunteers":   {"Volunteer Name,Phone\nA,07700900123\n", "under Volunteers"},
			"a long line":  {strings.Repeat("x", 1<<20) + "\n", "There is no table"},
			"organisation": {"Organisation Name,Phone\nA,07700900123\n", "under Organisations"},
		} {
			_, _, err := w.HandIn(w.ctx, file("f.csv", test.text))
			if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.MessageOf(err), test.want) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, _, err := w.HandIn(w.as(hub), file("f.csv", nhsFile(somebody(1)))); fault.KindOf(err) != fault.Forbidden {
			t.Errorf("a hub hands a list in: %v", err)
		}
	})
}

// Every way to write a table is read.
func TestWaysToWriteATable(t *testing.T) {
	plain := nhsFile(some(0, 3)...)
	latin := strings.Replace(plain, "Carl", "Andr\xe9", 1)
	for name, text := range map[string]string{
		"commas": plain, "semicolons": strings.ReplaceAll(plain, ",", ";"), "tabs": strings.ReplaceAll(plain, ",", "\t"),
		"bars": strings.ReplaceAll(plain, ",", "|"), "windows": strings.ReplaceAll(plain, "\n", "\r\n"), "a mark": "\ufeff" + plain, "latin": latin,
		"a preamble without commas": "List of 20/04/2020\n\n" + strings.ReplaceAll(plain, ",", ";"),
		"a long line among them":    plain + strings.Repeat("x", 1<<20) + "\n",
	} {
		tab, err := entries.Open([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		rows, err := tab.Next(100)
		good := 0
		for _, one := range rows {
			if one.Wrong == "" && len(one.Cells) == 12 {
				good++
			}
		}
		if err != nil || good != 3 || len(tab.Header) != 12 {
			t.Errorf("%s: %d of %d rows of %d columns, %v", name, good, len(rows), len(tab.Header), err)
		}
	}
}

// What columns were taken for is proposed for the next file of the same columns.
func TestColumnsAreRemembered(t *testing.T) {
	in(t, "wigan", func(t *testing.T, w *world) {
		const text = "Kundennummer,Vorname,Nachname,Geburtstag\n1,Amina,Khan,07/03/1939\n"
		v := w.handIn(text)
		if v.Columns[1].Field != entries.Unused {
			t.Fatalf("taken for %v", v.Columns)
		}
		w.must(w.SetUp(w.ctx, v.ID, Setup{Number: v.Number, Asset: "housing", Kind: entries.Whole, Columns: []entries.Field{entries.Reference, entries.Given, entries.Family, entries.Born}}))
		if err := w.SetUp(w.ctx, v.ID, Setup{Number: v.Number, Asset: "housing", Kind: entries.Whole}); fault.KindOf(err) != fault.Stale {
			t.Errorf("set up twice: %v", err)
		}
		next := w.handIn(strings.Replace(text, "1,Amina", "2,Brian", 1))
		if next.Asset != "housing" || next.Columns[3].Field != entries.Born {
			t.Errorf("the next is taken for %s, %v", next.Asset, next.Columns)
		}
		err := w.SetUp(w.ctx, next.ID, Setup{Number: next.Number, Asset: "housing", Kind: entries.Whole, Columns: []entries.Field{entries.Given, entries.Given, entries.Family, entries.Born}})
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("two columns of first names: %v", err)
		}
		err = w.SetUp(w.ctx, next.ID, Setup{Number: next.Number, Asset: "no-such", Kind: entries.Whole, Columns: []entries.Field{entries.Reference, entries.Given, entries.Family, entries.Born}})
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("of no asset: %v", err)
		}
	})
}

// A list whose basis has ended is neither taken in nor read, and what was kept of it goes.
func TestAListWhoseBasisEnds(t *testing.T) {
	in(t, "wigan", func(t *testing.T, w *world) {
		v := w.take(nhsFile(some(0, 3)...), func(u *Setup) { u.Asset = "gp-vulnerable" })
		if _, err := w.Follow(w.ctx, v.ID); err != nil {
			t.Fatal(err)
		}
		w.clock.Set(time.Date(2022, 7, 1, 9, 0, 0, 0, time.UTC))
		if _, err := w.Follow(w.ctx, v.ID); fault.KindOf(err) != fault.Conflict {
			t.Errorf("it is read: %v", err)
		}
		next := w.handIn(nhsFile(some(0, 4)...))
		if err := w.SetUp(w.ctx, next.ID, Setup{Number: next.Number, Asset: "gp-vulnerable", Kind: entries.Whole}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("it is taken in: %v", err)
		}
		w.must(w.Sweep(w.ctx))
		if rows, err := rowsOf(w.db.Read(w.ctx), v.ID, rowFilter{first: true, limit: 10}); err != nil || len(rows) > 0 {
			t.Errorf("%d rows are kept, %v", len(rows), err)
		}
	})
}

// Switching on that is cut short goes on where it stopped: nobody is added twice, and nothing
// is read before all of it is there.
func TestCutShortItGoesOn(t *testing.T) {
	in(t, "wigan", func(t *testing.T, w *world) {
		v := w.check(nhsFile(some(0, 50)...))
		w.must(w.SwitchOn(w.ctx, v.ID, v.Number))
		w.left = 33
		if err := w.Work(w.ctx, v.ID); fault.KindOf(err) != fault.Unavailable {
			t.Fatalf("it was not cut short: %v", err)
		}
		half, err := w.Version(w.ctx, v.ID)
		if err != nil || half.State != Switching || half.Done == 0 || half.Done >= 50 {
			t.Errorf("cut short it is %s at %d, %v", half.State, half.Done, err)
		}
		if got := w.holds(w.row(v, 2).Record); len(got) > 0 {
			t.Errorf("half of it is read: %q", got)
		}
		w.left = -1
		w.must(w.GoOn(w.ctx))
		if v, err = w.Version(w.ctx, v.ID); err != nil || v.State != Current {
			t.Fatalf("it is %s, %v", v.State, err)
		}
		r := w.db.Read(w.ctx)
		var records, said int
		w.must(r.QueryRow(`SELECT COUNT(*) FROM people_record WHERE borough_id = ?`, r.Borough()).Scan(&records))
		w.must(r.QueryRow(`SELECT COUNT(*) FROM attributes_attribute WHERE borough_id = ?`, r.Borough()).Scan(&said))
		if records != 50 || said != 100 {
			t.Errorf("there are %d people and %d attributes", records, said)
		}
	})
}

// One at a time works on a list, on whichever node; whoever was killed is followed by another,
// and comes to nothing when they were only slow.
func TestOneWorksOnAList(t *testing.T) {
	in(t, "wigan", func(t *testing.T, w *world) {
		v := w.setUp(nhsFile(some(0, 5)...))
		slow, ours, err := w.Service.take(w.ctx, v.ID)
		if err != nil || !ours {
			t.Fatalf("nobody has it, and it is not ours: %v", err)
		}
		w.must(w.GoOn(w.ctx))
		if v, err = w.Version(w.ctx, v.ID); err != nil || v.State != Checking {
			t.Fatalf("while somebody works on it, another does too: %s, %v", v.State, err)
		}
		w.clock.Advance(patience + time.Second)
		w.must(w.GoOn(w.ctx))
		if v, err = w.Version(w.ctx, v.ID); err != nil || v.State != Checked {
			t.Fatalf("nobody goes on with it: %s, %v", v.State, err)
		}
		if err := w.Service.check(w.ctx, slow); !errors.Is(err, errStopped) {
			t.Errorf("whoever was slow goes on: %v", err)
		}
		if rows, err := rowsOf(w.db.Read(w.ctx), v.ID, rowFilter{first: true, limit: 10}); err != nil || len(rows) != 5 {
			t.Errorf("%d rows are left of 5, %v", len(rows), err)
		}
	})
}

// Another file of the list that was switched on meanwhile: this one is set against it anew.
func TestTwoFilesAtOnce(t *testing.T) {
	in(t, "wigan", func(t *testing.T, w *world) {
		a, b := w.check(nhsFile(some(0, 5)...)), w.check(nhsFile(some(0, 6)...))
		for _, v := range []Version{a, b} {
			w.must(w.SwitchOn(w.ctx, v.ID, v.Number))
			w.must(w.Work(w.ctx, v.ID))
		}
		b, err := w.Version(w.ctx, b.ID)
		if err != nil || b.State != Checking {
			t.Fatalf("the second is %s, %v", b.State, err)
		}
		w.must(w.GoOn(w.ctx))
		if b, err = w.Version(w.ctx, b.ID); err != nil || b.State != Checked || b.Counts.Of[Same] != 5 || b.Against != a.ID {
			t.Errorf("the second is %s %v, %v", b.State, b.Counts.Of, err)
		}
		w.must(w.Cancel(w.ctx, b.ID))
		if err := w.Cancel(w.ctx, a.ID); fault.KindOf(err) != fault.Conflict {
			t.Errorf("one that is on is given up: %v", err)
		}
	})
}

// One that is not certain is a record of its own, with whom it may be for somebody to decide;
// until then nobody is asked to reach them.
func TestWhoIsNotCertain(t *testing.T) {
	in(t, "wigan", func(t *testing.T, w *world) {
		w.town(300)
		p := somebody(5)
		ours := w.known(p, func(n *people.NewRecord) { n.Address.Line1, n.Address.Postcode, n.Phone = "", "", "" })
		p.line, p.tel, p.given = "77 Elsewhere", "07700 900777", p.given[:1]
		v := w.take(nhsFile(p))
		row := w.row(v, 2)
		if row.Match != ToReview || len(row.Found) == 0 || row.Found[0].Record != ours || len(row.Found[0].Because) == 0 {
			t.Fatalf("it is %+v", row)
		}
		who := people.New(w.db, quiet{})
		mine, err := who.Person(w.ctx, people.PersonID(row.Record))
		w.must(err)
		if alike, err := who.Likenesses(w.ctx, mine); err != nil || len(alike) != 1 || alike[0].Record.ID != ours {
			t.Errorf("alike are %v, %v", alike, err)
		}
		f, err := w.Follow(w.ctx, v.ID)
		if err != nil || f.Of[Undecided] != 1 || f.Of[Nobody] != 0 {
			t.Errorf("it stands as %v, %v", f.Of, err)
		}
		w.must(who.SamePerson(w.ctx, people.PersonID(ours), people.PersonID(row.Record)))
		if f, err = w.Follow(w.ctx, v.ID); err != nil || f.Of[Nobody] != 1 {
			t.Errorf("decided, it stands as %v, %v", f.Of, err)
		}
		if got := w.holds(ours); len(got) != 2 {
			t.Errorf("of one of ours holds %q", got)
		}
	})
}

type quiet struct{}

func (quiet) Saw(context.Context, journal.Entry) error { return nil }
