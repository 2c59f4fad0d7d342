package demo

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"kith/internal/insight/lists"
	"kith/internal/kernel/day"
	"kith/internal/plat/imports"
)

// leastForLists is how many people a demo has that is given lists: in a handful every name is
// so common that nobody is found again.
const leastForLists = 500

// shieldedOne in so many older people shields.
const shieldedOne = 6

// lists gives the borough two weeks of the shielded list, ugly as the real ones: the first is
// in use, the second to be looked at.
func (m *maker) lists(ctx context.Context) error {
	if m.size.People < leastForLists {
		return nil
	}
	for week := range 2 {
		name := fmt.Sprintf("nhs-shielded-%s.csv", m.weekOf(week))
		text := m.shielded(week)
		id, again, err := m.Lists.HandIn(ctx, imports.File{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader([]byte(text))), nil }})
		if err != nil || again {
			return err
		}
		if err := m.takeList(ctx, id, week == 0); err != nil {
			return err
		}
	}
	return nil
}

// weekOf is the day of a week's file.
func (m *maker) weekOf(week int) day.Date { return day.Of(m.now).AddDays(7*week - 8) }

// takeList has a list checked as it is guessed to be, and switched on.
func (m *maker) takeList(ctx context.Context, id lists.VersionID, on bool) error {
	v, err := m.Lists.Version(ctx, id)
	if err != nil {
		return err
	}
	u := lists.Setup{Number: v.Number, Asset: v.Asset, Kind: v.Kind}
	for _, c := range v.Columns {
		u.Columns = append(u.Columns, c.Field)
	}
	if err := m.Lists.SetUp(ctx, id, u); err != nil {
		return err
	}
	if err := m.Lists.Work(ctx, id); err != nil || !on {
		return err
	}
	if v, err = m.Lists.Version(ctx, id); err != nil {
		return err
	}
	if err := m.Lists.SwitchOn(ctx, id, v.Number); err != nil {
		return err
	}
	return m.Lists.Work(ctx, id)
}

// shielded is the file of a week.
func (m *maker) shielded(week int) string {
	var out strings.Builder
	out.WriteString("Shielded Patient List," + m.b.Borough().Name + "," + m.weekOf(week).String() + "\n\n")
	out.WriteString("Traced_NHSNUMBER,PatientFirstName,PatientOtherName,PatientSurname,DateOfBirth,PatientAddress_Line1,PatientAddress_PostCode,mobile,DateOfDeath,oslaua,category,InceptionDate\n")
	n := 0
	for h, r := range m.town.People(m.size.People) {
		if r.BirthDate.IsZero() || day.AgeOn(r.BirthDate, day.Of(m.now)) < 65 || draw(r, "shields", shieldedOne) != 0 {
			continue
		}
		n++
		if week == 1 && n%17 == 0 || week == 0 && n%13 == 0 {
			continue // has left, or is to come
		}
		born, phone, post, died := strings.ReplaceAll(r.BirthDate.String(), "-", ""), strings.TrimPrefix(r.Phone.National(), "0"), string(h.Home.Postcode), ""
		switch n % 11 {
		case 3:
			born = r.BirthDate.Short()
		case 5:
			phone = "nan"
		case 7:
			post = strings.ToLower(strings.ReplaceAll(post, " ", ""))
		}
		if week == 1 && n%19 == 0 {
			died = day.Of(m.now).AddDays(-3).String()
		}
		fmt.Fprintf(&out, "%s,%s,,%s,%s,%s,%s,%s,%s,%s,Added by the practice,43910\n",
			testNumber(draw(r, "number", 1_000_000)), r.GivenNames, r.FamilyName, born, h.Line1, post, phone, died, m.b.Borough().LADCode)
	}
	out.WriteString("0000000000,nan,,,31/13/1950,,BS4,,,,Added by the practice,\n")
	return out.String()
}
