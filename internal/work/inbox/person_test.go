package inbox

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

func record(s people.SafeContact) people.Record {
	return people.Record{SafeContact: s, Described: people.Described{
		GivenNames: "Amina Noor", FamilyName: "Khan", Phone: "+441632960123",
		Address: places.Address{Line1: "4 Mill Lane", Postcode: "WN2 3EB"},
	}}
}

// shown is what an organisation is told of somebody who may be reached as the record says.
func shown(r people.Record, t tasks.Task) *Person {
	return PersonOf(context.Background(), r, people.Reach{SafeContact: r.SafeContact}, day.New(2020, time.May, 1), t)
}

func TestOnlyTheHubTellsOfTheRestrictedAndOfWhoIsNotToBeRung(t *testing.T) {
	r := record(people.SafeContact{})
	r.Labels = []people.Label{people.Restricted}
	if p := shown(r, tasks.Task{}); p.FirstName != "Ask your hub" || p.Phone != "" || len(p.Address) != 0 {
		t.Errorf("of a restricted person: %+v", p)
	}
	quiet := people.Reach{NoCalls: people.NoCalls{Reason: "grieving"}}
	p := PersonOf(context.Background(), record(people.SafeContact{}), quiet, day.New(2020, time.May, 1), tasks.Task{})
	if said := strings.Join(p.Contact, " "); p.Phone != "" || strings.Contains(said, "grieving") || !strings.Contains(said, "Do not make contact") {
		t.Errorf("of somebody who is not to be rung: %+v", p)
	}
}

func TestContactIsCarefulUntilSomebodyAsked(t *testing.T) {
	said := strings.Join(shown(record(people.SafeContact{}), tasks.Task{}).Contact, " ")
	for _, want := range []string{"Leave no voicemail.", "Send no text.", "do not say why you call"} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q: %s", want, said)
		}
	}
}

func TestContactAsTheyAskedForIt(t *testing.T) {
	free := shown(record(people.SafeContact{Asked: true, Channels: []string{"call"}, Voicemail: true, Texts: true, Times: "after 6pm"}), tasks.Task{})
	if said := strings.Join(free.Contact, " "); strings.Contains(said, "no voicemail") || !strings.Contains(said, "after 6pm") {
		t.Errorf("it says %s", said)
	}
	letter := shown(record(people.SafeContact{Asked: true, Channels: []string{"letter"}}), tasks.Task{})
	if letter.Phone != "" || !slices.Contains(letter.Contact, "Do not phone.") {
		t.Errorf("by letter only: %+v", letter)
	}
	private := shown(record(people.SafeContact{Note: "her brother must not know"}), tasks.Task{})
	if said := strings.Join(private.Contact, " "); strings.Contains(said, "brother") || !strings.Contains(said, "Ask your hub") {
		t.Errorf("a note: %s", said)
	}
}

func TestWithheldAddressStaysWithTheHub(t *testing.T) {
	p := shown(record(people.SafeContact{}), tasks.Task{Labels: []needs.Label{needs.AddressWithheld}})
	if !p.Withheld || len(p.Address) != 0 {
		t.Errorf("told %+v", p)
	}
}

func TestFirstNameAlone(t *testing.T) {
	if p := shown(record(people.SafeContact{}), tasks.Task{}); p.FirstName != "Amina" {
		t.Errorf("named %q", p.FirstName)
	}
	if got := firstName(" ", careTexts.In(context.Background())); got != "No name given" {
		t.Errorf("nobody is %q", got)
	}
}
