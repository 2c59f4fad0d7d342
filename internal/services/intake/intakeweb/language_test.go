package intakeweb

import (
	"net/http"
	"strings"
	"testing"
)

// TestTheLanguageOfTheFormIsThePersons: whoever fills the form in in Polish is rung with
// an interpreter, without being asked which language they speak.
func TestTheLanguageOfTheFormIsThePersons(t *testing.T) {
	s := newSite(t, "wigan")
	b := s.readyToSend()
	b.get(checkPath+"?lang=pl").wantStatus(http.StatusOK).wantText(`lang="pl"`, "Sprawdź odpowiedzi", "Polski")
	b.post(checkPath, nil).wantStatus(http.StatusOK).wantText("Mamy Twoje zgłoszenie")
	r := s.db.Read(s.ctx)
	var language string
	var interpreter bool
	if err := r.QueryRow(`SELECT language, interpreter FROM people_record WHERE borough_id = ?`, r.Borough()).Scan(&language, &interpreter); err != nil {
		t.Fatal(err)
	}
	if language != "Polish" || !interpreter {
		t.Errorf("the person speaks %q, interpreter %v", language, interpreter)
	}
}

func TestErrorsAreSaidInTheLanguageOfThePage(t *testing.T) {
	s := newSite(t, "wigan")
	b := s.browser().get(statusPath + "?lang=ar")
	b.post(statusPath, nil).wantStatus(http.StatusUnprocessableEntity).wantText("هناك مشكلة", "اكتب رقم طلبك", `dir="rtl"`)
	if strings.Contains(b.page, "There is a problem") {
		t.Error("the page is in two languages")
	}
}
