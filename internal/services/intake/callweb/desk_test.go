package callweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/plat/db"
)

const clifton = "Clifton Street (SWAN)"

func TestSomebodyAtTheDeskIsTakenOnTheSameScreen(t *testing.T) {
	c := newCentre(t)
	c.As(jo).Get("/calls").Is(http.StatusOK).Says("Somebody at the desk", clifton)
	d := c.desk(jo)
	d.at = d.Post("/calls/desk", url.Values{"place": {clifton}}).Is(http.StatusSeeOther).Location
	d.open().page.Says("At the desk: " + clifton)
	d.write("do=new").write("do=save first_name=Tom last_name=Bell phone=07700_900125 postcode=WN2_3EB")
	d.write("do=end outcome=request" + hungry).page.Says("Request taken")
	c.As(jo).Get("/calls").Has(`value="` + clifton + `" selected`)
	c.As(jo).Post("/calls/desk", url.Values{"place": {"The moon"}}).Is(http.StatusUnprocessableEntity).Says("There is a problem", "Calls")
	c.As(jo).Post("/calls/desk", url.Values{"place": {""}}).Is(http.StatusUnprocessableEntity).Says("Select where they have come to").Has(`href="#place"`)
}

func TestACallRegistersSomebodyWhoNeedsNothing(t *testing.T) {
	d := newCentre(t).desk(jo).ring().write("do=new").write("do=save first_name=Tom last_name=Bell phone=07700_900125 postcode=WN2_3EB safe=yes")
	d.write("do=end outcome=registered").page.Is(http.StatusUnprocessableEntity).Says("Select if they agree to be approached later")
	d.write("do=end outcome=registered agrees=yes").page.Says("Registered", "Reference", "Nothing is being done now", "Open the person’s page")
}

func TestARequestThatWasTakenOnPaperIsDueFromThen(t *testing.T) {
	c := newCentre(t)
	d := c.desk(jo).ring().write("do=new").write("do=save first_name=Tom last_name=Bell phone=07700_900125 postcode=WN2_3EB safe=yes")
	d.write("do=end outcome=request paper-at=99:99" + hungry).page.Is(http.StatusUnprocessableEntity).Says("Enter the time it was taken, like 14:30")
	then := c.clock.Now().Add(-2 * time.Hour)
	on := strings.Fields(then.In(day.London).Format("2 1 2006 15:04"))
	d.write("do=end outcome=request paper-on-day=" + on[0] + " paper-on-month=" + on[1] + " paper-on-year=" + on[2] + " paper-at=" + on[3] + hungry).page.Says("Request taken")
	var received, due db.Time
	if err := c.db.Read(c.ctx).QueryRow(`SELECT r.received_at, r.first_contact_due FROM needs_request r WHERE r.borough_id = ?`, db.CallerOf(c.ctx).Borough).Scan(&received, &due); err != nil {
		t.Fatal(err)
	}
	if !received.Time.Equal(then) || due.Time.Sub(then)%time.Hour != 0 {
		t.Errorf("it was received at %v and is due by %v, not from %v", received.Time, due.Time, then)
	}
}
