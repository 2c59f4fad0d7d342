package medicinesweb

import (
	"context"

	"kith/internal/kernel/day"
	"kith/internal/plat/forms"
	"kith/internal/services/medicines"
	"kith/internal/work/deliveries"
)

// byRound is the form by which a round is asked for. It is no action on the prescription: that
// moves when the round has it.
const byRound medicines.Action = "round"

// askRound fills the form by which a round is asked for, and says what was asked for already.
func (s *screen) askRound(ctx context.Context, today day.Date) error {
	s.Postcode = forms.String{Name: "postcode", Label: "The pharmacy's postcode", Required: true, Missing: "Enter the pharmacy's postcode", Max: 9, Width: 10}
	s.When = forms.Date{Name: "when", Label: "On which day?", Noun: "day", Required: true, From: today, To: today.AddDays(60)}
	s.Part = forms.Select{Name: "part", Label: "When on that day?"}
	for _, one := range deliveries.Parts() {
		s.Part.Options = append(s.Part.Options, forms.Option{Value: string(one), Label: one.Label()})
	}
	s.When.Set(today)
	if ready := s.Prescription.Pharmacy.ReadyOn; ready.After(today) {
		s.When.Set(ready)
	}
	d, found, err := s.p.medicines.OnRound(ctx, s.Prescription)
	if err != nil || !found {
		return err
	}
	s.Postcode.Set(d.FromPostcode)
	switch d.State {
	case deliveries.Ready:
		s.onRound = "A round is asked for: " + d.Window.Day.Long() + ", " + d.Window.Part.Label() + ", number " + string(d.Number) + "."
	case deliveries.Out:
		s.onRound = "It is on a round now."
	case deliveries.Back:
		s.onRound = "A round brought it back: nobody took it. Take it back to the pharmacy, then ask for a round again."
	}
	return nil
}

func (s *screen) brought() medicines.Brought {
	return medicines.Brought{Postcode: s.Postcode.Value(), Window: deliveries.Window{Day: s.When.Value(), Part: deliveries.Part(s.Part.Value())}}
}
