package reportstest

import (
	"context"
	"fmt"
	"time"

	"kith/internal/blueprint"
	"kith/internal/plat/access"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/services/intake"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
)

// came lets n people register who need nothing, and as many ask something at a desk.
func (m *maker) came(n int) {
	found, err := Wigan(m.t).Current(m.Ctx)
	m.must(err)
	areas := blueprint.Part[*places.Areas](found)
	where := places.New(m.DB, func(context.Context) (*places.Areas, string, error) { return areas, "1", nil })
	came := intake.New(m.DB, blueprints{found}, where, people.New(m.DB, m.Reads), []byte("a secret of tests, 32 bytes long"))
	desk := m.As(Somebody(access.Agent, ""))
	for i := range n {
		if _, before := m.after(Now.AddDate(0, 0, -9), 9*24*time.Hour); !before {
			continue
		}
		_, err := came.Register(m.Ctx, intake.Registering{
			Channel: needs.Web, Key: fmt.Sprintf("registers %d", i), Agrees: i%2 == 0,
			Answers: answers.Answers{
				answers.AskPostcode: {[]string{"WN2 3EB", "WN7 1NH"}[i%2]}, answers.AskFirstName: {"Kit"}, answers.AskLastName: {fmt.Sprintf("Newcome%d", i)},
				answers.AskPhone: {"07700 900123"}, answers.AskSafeContact: {"call"}, "helps_now": {"nobody"},
			},
		})
		m.must(err)
		e := intake.Enquiry{Subject: []string{"food", "about-rules"}[i%2], Channel: needs.Phone, Place: "Contact centre"}
		_, err = came.CountEnquiry(desk, e, fmt.Sprintf("asks %d", i))
		m.must(err)
	}
}
