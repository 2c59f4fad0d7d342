package intake

import (
	"kith/internal/feature"
	"kith/internal/plat/db"
)

// CallsTaken is the measure of calls.
const CallsTaken = "intake.calls"

// Measures are the figures that the ways in give besides requests.
func Measures() []feature.Measure {
	return []feature.Measure{
		{
			Name: CallsTaken, Label: "Calls taken", Dated: true, Kind: "outcome",
			Meaning: "Calls to the helpline that were answered, by how they ended. Wrong numbers and callers who rang off are left out. A call counts when it ends, in the neighbourhood of whom it was about.",
			Count:   countCalls, Rows: "/dashboard/calls", Readers: registrars,
		},
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

// Taken lists the calls that the figure counts, without what was said in them. The caller has
// checked that who asks may see them.
func Taken(r db.Reader, l feature.Listing) ([]Call, error) {
	all, err := listCalls(r, l)
	for i := range all {
		all[i].Answers, all[i].Record, all[i].Caller = nil, "", ""
	}
	return all, err
}

// CallMark is a call's place in that list.
func CallMark(c Call) feature.Mark { return feature.Mark{At: c.EndedAt, ID: string(c.ID)} }
