package doorstepweb_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"kith/internal/plat/access"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/people"
	"kith/internal/services/rounds"
	"kith/internal/services/rounds/doorstep"
	"kith/internal/services/rounds/doorstep/doorsteptest"
	"kith/internal/services/rounds/doorstep/doorstepweb"
	"kith/internal/work/board/boardtest"
)

// porch is a borough with one round of two stops, given to Dan.
type porch struct {
	*doorsteptest.Street
	site  *webtest.Site
	round rounds.Round
	stops []rounds.Stop
}

func (p *porch) AccountName(_ context.Context, id string) string { return "the one called " + id }

func newPorch(t *testing.T) *porch {
	t.Helper()
	p := &porch{Street: doorsteptest.On(t, boardtest.New(t, doorsteptest.Tables()...))}
	p.site = webtest.New(t, p.Borough(), p.Clock, nil)
	p.site.Mount(doorstepweb.Pages(p.Doors, p.Rounds, p))
	p.Parcel("Amina")
	p.Parcel("Bashir")
	p.Van()
	plan, _ := p.Plan()
	p.round, p.stops = p.Stops(p.Publish(plan))
	return p
}

func (p *porch) as(account string, role access.Role, hood string) *webtest.Browser {
	return p.site.As(access.Principal{Account: account, Name: "Somebody", Grants: []access.Grant{{Role: role, Neighbourhood: hood}}})
}

// sends posts what a phone wrote down.
func (p *porch) sends(b *webtest.Browser, path, kind, key string, v any) webtest.Page {
	p.T.Helper()
	body, err := json.Marshal(doorsteptest.Seal(p.T, p.Doors, "dan", kind, key, v))
	p.Must(err)
	return b.Send(http.MethodPost, "/rounds/doorstep/"+path, "application/json", body)
}

// TestThePageAPhoneKeeps is the same for everybody, and found by nobody's name.
func TestThePageAPhoneKeeps(t *testing.T) {
	p := newPorch(t)
	shell := p.site.Browser("").Get("/rounds/doorstep/shell").Is(200)
	shell.Says("At the doorstep").Has("noscript", "app.webmanifest", "doorstep.js").Hides("Dan", "_csrf", "White van", "Sign out")
	if own := p.as("dan", access.Driver, "").Get("/rounds/doorstep/shell").Is(200); own.Body != shell.Body {
		t.Error("the page that a phone keeps is another for a driver")
	}
	p.as("dan", access.Driver, "").Get("/rounds/doorstep").Is(200).Says("With signal", "Round 1, White van").Hides("Amina")
	p.as("eve", access.Driver, "").Get("/rounds/doorstep").Is(200).Says("You have no round today")
	p.as("agent", access.Agent, "").Get("/rounds/doorstep").Is(403)
	p.site.Browser("").Get("/rounds/doorstep").Is(303)
	manifest := p.site.Browser("").Get("/rounds/doorstep/app.webmanifest").Is(200)
	if manifest.Header.Get("Content-Type") != "application/manifest+json" || !json.Valid([]byte(manifest.Body)) {
		t.Errorf("the manifest is %s", manifest.Body)
	}
}

// TestAPhoneTakesSendsAndIsTold walks what its script asks for.
func TestAPhoneTakesSendsAndIsTold(t *testing.T) {
	p := newPorch(t)
	dan, eve := p.as("dan", access.Driver, ""), p.as("eve", access.Driver, "")
	dan.Get("/rounds/doorstep/me").Is(200).Has(`"account":"dan"`, string(p.round.ID)).Hides("Amina", "Lane")
	eve.Get("/rounds/doorstep/me").Is(200).Hides(string(p.round.ID))
	p.site.Browser("").Get("/rounds/doorstep/me").Is(303)
	taken := dan.Send(http.MethodPost, "/rounds/doorstep/take", "application/json", []byte("{}")).Is(200)
	taken.Has("Amina", "4 Amina Lane", "need to buzz", "Nut allergy", "geo:", "Say nothing of who you are").Hides("Diabetic")
	if taken.Header.Get("Cache-Control") != "no-store" {
		t.Error("a browser may keep names and addresses in the clear")
	}
	eve.Send(http.MethodPost, "/rounds/doorstep/take", "application/json", []byte("{}")).Is(200).Hides("Amina")
	written := doorstep.Written{Stop: p.stops[0].ID, Outcome: rounds.Handed, At: p.Clock.Now()}
	for who, role := range map[string]access.Role{"eve": access.Driver, "volunteer": access.Volunteer} {
		p.sends(p.as(who, role, ""), "outcomes", "outcome", "k", written).Is(403).Has("Somebody else recorded this")
	}
	p.sends(p.as("agent", access.Agent, ""), "outcomes", "outcome", "k", written).Is(403)
	p.sends(p.as("police", access.Partner, ""), "outcomes", "outcome", "k", written).Is(403)
	p.sends(dan, "outcomes", "outcome", "k", written).Is(200).Has(`"receipt":"recorded"`)
	p.sends(dan, "outcomes", "outcome", "k", written).Is(200).Has(`"receipt":"recorded"`)
	dan.Send(http.MethodPost, "/rounds/doorstep/outcomes", "application/json", []byte("no json")).Is(422).Has("did not arrive whole")
	dan.Send(http.MethodPost, "/rounds/doorstep/outcomes", "application/json", bytes.Repeat([]byte(" "), 70_000)).Is(413)
	if stop := p.now(p.stops[0].ID); stop.State != rounds.Handed || stop.SaidBy != "dan" {
		t.Errorf("the stop is %+v", stop)
	}
}

func (p *porch) now(id rounds.StopID) rounds.Stop {
	p.T.Helper()
	_, stops, err := p.Rounds.Round(p.As(doorsteptest.Lead), p.round.ID)
	p.Must(err)
	for _, one := range stops {
		if one.ID == id {
			return one
		}
	}
	p.T.Fatal("the stop is gone")
	return rounds.Stop{}
}

// TestTheHubSettlesWhatThePlanNoLongerFits has somebody else record first.
func TestTheHubSettlesWhatThePlanNoLongerFits(t *testing.T) {
	p := newPorch(t)
	dan, hub := p.as("dan", access.Driver, ""), p.as("lead", access.LogisticsLead, "")
	hub.Get("/rounds/unsettled").Is(200).Says("Nothing waits")
	p.Must(p.Rounds.Leave(p.As(doorsteptest.Lead), p.round.ID, p.round.Version))
	stop := p.stops[0]
	p.Must(p.Doors.Record(p.As(doorsteptest.Lead), doorstep.Said{Stop: stop.ID, Version: stop.Version, Outcome: rounds.Handed, Key: "hub"}))
	p.sends(dan, "outcomes", "outcome", "phone", doorstep.Written{Stop: stop.ID, Outcome: rounds.NoReply, Concern: "The curtains are drawn.", At: p.Clock.Now()}).Is(200).Has("to-settle")
	photo := doorstep.Snapped{Stop: stop.ID, Of: "phone", At: p.Clock.Now(), JPEG: doorsteptest.Camera(t)}
	p.sends(dan, "photos", "photo", "picture", photo).Is(200)
	hub.Get("/rounds/unsettled").Is(200).Says("Somebody recorded at", "No reply: brought back", "The curtains are drawn.", "It was recorded already: handed to them.", "By the one called lead", "Photo taken at", "4 ")
	p.as("other", access.LogisticsLead, "leigh").Get("/rounds/unsettled").Is(200).Says("Nothing waits")
	dan.Get("/rounds/unsettled").Is(403)
	dan.Post("/rounds/unsettled/phone", url.Values{"version": {"1"}, "do": {"accept"}}).Is(403)
	p.as("other", access.LogisticsLead, "leigh").Post("/rounds/unsettled/phone", url.Values{"version": {"1"}, "do": {"accept"}}).Is(404)
	seen := len(p.Seen)
	picture := hub.Get("/rounds/photos/picture").Is(200)
	if picture.Header.Get("Content-Type") != "image/jpeg" || picture.Header.Get("Cache-Control") != "no-store" || strings.Contains(picture.Body, "GPSCANARY") || len(p.Seen) != seen+1 {
		t.Errorf("the photo comes with %v", picture.Header)
	}
	p.as("other", access.LogisticsLead, "leigh").Get("/rounds/photos/picture").Is(404)
	p.as("eve", access.Driver, "").Get("/rounds/photos/picture").Is(404)
	hub.Post("/rounds/unsettled/phone", url.Values{"version": {"1"}, "do": {"accept"}}).Is(409).Says("It is recorded as handed over")
	hub.Post("/rounds/unsettled/phone", url.Values{"version": {"1"}, "do": {"aside"}, "reason-phone": {""}}).Is(422).Says("Enter why it is set aside")
	hub.Post("/rounds/unsettled/phone", url.Values{"version": {"9"}, "do": {"aside"}, "reason-phone": {"It was next door."}}).Is(409).Has("It was next door.")
	hub.Post("/rounds/unsettled/phone", url.Values{"version": {"1"}, "do": {"aside"}, "reason-phone": {"It was next door."}}).LeadsTo("/rounds/unsettled")
	hub.Get("/rounds/unsettled").Is(200).Says("Set aside", "Nothing waits")
}

// TestAPhotoComesWithTheForm sends one with no script, and looks at what of it is kept.
func TestAPhotoComesWithTheForm(t *testing.T) {
	p := newPorch(t)
	dan := p.as("dan", access.Driver, "")
	p.Must(p.Rounds.Leave(p.As(doorsteptest.Lead), p.round.ID, p.round.Version))
	stop := p.now(p.stops[0].ID)
	address := "/rounds/stops/" + string(stop.ID)
	dan.Get(address).Is(200).Has("multipart/form-data", `type="file"`)
	said := url.Values{"version": {strconv.FormatInt(stop.Version, 10)}, "key": {"form"}, "outcome": {"handed"}}
	unsaid := url.Values{"version": said["version"], "key": {"form"}, "note": {"By the blue bin"}}
	dan.Upload(address, unsaid, "photo", "door.jpg", string(doorsteptest.Camera(t))).Is(422).Says("Select what came of it", "Choose the photo again", "By the blue bin")
	dan.Upload(address, said, "photo", "door.jpg", "no photo").Is(422).Says("This is no photo")
	if now := p.now(stop.ID); now.State != rounds.Planned {
		t.Fatalf("it is recorded without its photo: %s", now.State)
	}
	dan.Upload(address, said, "photo", "door.jpg", string(doorsteptest.Camera(t))).LeadsTo("/rounds/driven/" + string(p.round.ID))
	dan.Upload(address, said, "photo", "door.jpg", string(doorsteptest.Camera(t))).LeadsTo("/rounds/driven/" + string(p.round.ID))
	all, err := p.Doors.PhotosOf(p.As(doorsteptest.Lead), stop.ID)
	p.Must(err)
	if len(all) != 1 || all[0].Outcome != "form" {
		t.Fatalf("kept are %+v", all)
	}
	dan.Get(address).Is(200).Says("Photo taken at").Has("/rounds/photos/with-form")
	if picture := dan.Get("/rounds/photos/with-form").Is(200); strings.Contains(picture.Body, "GPSCANARY") || strings.Contains(picture.Body, "Exif") {
		t.Error("the photo tells where it was taken")
	}
	other := p.now(p.stops[1].ID)
	p.Must(p.People.Mark(p.As(doorsteptest.Point), people.PersonID(other.Record), nil, []people.Label{people.AddressWithheld}))
	hidden := "/rounds/stops/" + string(other.ID)
	said = url.Values{"version": {strconv.FormatInt(other.Version, 10)}, "key": {"hidden"}, "outcome": {"handed"}}
	dan.Get(hidden).Is(200).Hides("Photo (optional)")
	dan.Upload(hidden, said, "photo", "door.jpg", string(doorsteptest.Camera(t))).Is(409).Says("no photo of the door is kept")
}
