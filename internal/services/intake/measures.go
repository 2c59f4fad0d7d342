package intake

import "kith/internal/feature"

// Measures are the figures that the ways in give besides requests.
func Measures() []feature.Measure {
	return []feature.Measure{
		{
			Name: "intake.registered", Label: "People registered with no need", Dated: true,
			Meaning: "People who asked to be known and needed nothing that day, by any channel, whether or not they agreed to be approached. One who registers twice counts twice.",
			Count:   countRegistrations, Rows: "/registered?standing=all", Readers: registrars,
		},
		{
			Name: "intake.enquiries", Label: "Enquiries answered on the spot", Dated: true, Kind: "subject",
			Meaning: "Questions that were answered at once at a desk or on the telephone, each counted as it was answered. No person is recorded, so one person may count often. Calls that end so are counted too.",
			Count:   countEnquiries, Rows: "/dashboard/enquiries", Readers: registrars,
		},
	}
}
