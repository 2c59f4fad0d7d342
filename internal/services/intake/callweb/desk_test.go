package callweb_test

import (
	"net/http"
	"net/url"
	"testing"
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
