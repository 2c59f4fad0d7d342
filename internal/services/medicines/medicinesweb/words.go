package medicinesweb

import (
	"context"
	"net/http"
	"strings"

	"kith/internal/kernel/ident"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
	"kith/internal/services/medicines"
	"kith/internal/work/needs"
)

func stateTag(s medicines.State) govuk.Tag {
	colour := map[medicines.State]govuk.Colour{
		medicines.AtPharmacy: govuk.Yellow, medicines.WithUs: govuk.Purple, medicines.HandedOver: govuk.Green, medicines.Back: govuk.Orange,
	}[s]
	return govuk.Tag{Text: s.Label(), Colour: colour}
}

func controlledTag(c medicines.Controlled) govuk.Tag {
	switch c {
	case medicines.NotControlled:
		return govuk.Tag{Text: c.Label(), Colour: govuk.Green}
	case medicines.IsControlled:
		return govuk.Tag{Text: c.Label(), Colour: govuk.Red}
	}
	return govuk.Tag{Text: c.Label(), Colour: govuk.Orange}
}

// shortTag answers, under a head that asks, whether it is a controlled drug.
func shortTag(c medicines.Controlled) govuk.Tag {
	tag := controlledTag(c)
	tag.Text = map[medicines.Controlled]string{medicines.NotControlled: "No", medicines.IsControlled: "Yes"}[c]
	if tag.Text == "" {
		tag.Text = "Not known"
	}
	return tag
}

// who says who may carry it.
func who(c medicines.Controlled) string {
	switch c {
	case medicines.NotControlled:
		return "A volunteer with the letter may fetch it, or council staff."
	case medicines.IsControlled:
		return "Council staff only: it is a controlled drug. They carry their badge and go straight to the door."
	}
	return "Council staff only, until the pharmacy says that it is not a controlled drug. Ring the pharmacy."
}

func (s *screen) rows(ctx context.Context) []govuk.SummaryRow {
	var rows []govuk.SummaryRow
	add := func(key, text string) {
		if strings.TrimSpace(text) != "" {
			rows = append(rows, govuk.SummaryRow{Key: key, Content: lines(text)})
		}
	}
	if s.Version == 0 {
		add("They said", strings.Join(filled(s.given.pharmacy, s.given.kind), "\n"))
		return append(rows, govuk.SummaryRow{Key: "Help due", Content: govuk.Due(s.need.DueAt, s.p.around.Now())})
	}
	pharmacy := s.Prescription.Pharmacy
	add("Pharmacy", pharmacy.Name)
	add("Its phone", pharmacy.Phone.National())
	add("Ready", s.ready())
	add("Charge", s.Prescription.Payment.Label())
	add("To show or say", strings.Join(proofs(s.Prescription.Proof), "\n"))
	add("It also said", s.Prescription.Note)
	if s.Prescription.SaidBy != "" {
		rows = append(rows, govuk.SummaryRow{Key: s.Prescription.Controlled.Label(), Content: heard(
			"Said by "+s.Prescription.SaidBy, govuk.Ago(s.SaidAt, s.p.around.Now()), "Written down by "+s.p.around.AccountName(ctx, s.HeardBy))})
	}
	return append(rows, s.wayRows()...)
}

// wayRows are where it has been.
func (s *screen) wayRows() (rows []govuk.SummaryRow) {
	now := s.p.around.Now()
	if f := s.Fetched; !f.At.IsZero() {
		rows = append(rows, govuk.SummaryRow{Key: "Fetched", Content: heard("By "+f.By+", from "+f.From, govuk.Ago(f.At, now), sealed(f.Sealed))})
	}
	if r := s.Returned; !r.At.IsZero() {
		rows = append(rows, govuk.SummaryRow{Key: "Taken back", Content: heard("To "+r.To, govuk.Ago(r.At, now), r.Why)})
	}
	if h := s.Handed; !h.At.IsZero() {
		rows = append(rows, govuk.SummaryRow{Key: "Handed over", Content: heard("To "+h.To, govuk.Ago(h.At, now), h.Checked+". "+sealed(h.Sealed))})
	}
	return rows
}

func sealed(yes bool) string {
	if yes {
		return "The bag was sealed."
	}
	return "The bag was not sealed."
}

func (s *screen) ready() string {
	pharmacy := s.Prescription.Pharmacy
	day := ""
	if !pharmacy.ReadyOn.IsZero() {
		day = pharmacy.ReadyOn.Long()
	}
	return strings.Join(filled(day, pharmacy.Ready), ", ")
}

func filled(all ...string) (some []string) {
	for _, one := range all {
		if one != "" {
			some = append(some, one)
		}
	}
	return some
}

func proofs(all []medicines.Proof) (words []string) {
	for _, one := range all {
		words = append(words, one.Label())
	}
	return words
}

// sheetScreen is the sheet for the pharmacy.
type sheetScreen struct {
	*screen
	patient medicines.Patient
}

func (s *sheetScreen) address() string { return strings.Join(s.patient.Address, "\n") }

func (s *sheetScreen) where() string {
	pharmacy := s.Prescription.Pharmacy
	return strings.Join(filled(pharmacy.Name, pharmacy.Phone.National(), s.ready()), "\n")
}

// sheet prints the patient's details for whoever fetches it.
func (p *pages) sheet(w http.ResponseWriter, r *http.Request) error {
	s, err := p.screen(r)
	if err != nil {
		return err
	}
	id, err := ident.Parse[needs.Need](r.PathValue("need"))
	if err != nil {
		return err
	}
	patient, err := p.medicines.PatientOf(r.Context(), id)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{
		Title: "Prescription to fetch", Back: home + "/" + string(id), Section: section, Body: sheetBody(&sheetScreen{s, patient}),
	})
}
