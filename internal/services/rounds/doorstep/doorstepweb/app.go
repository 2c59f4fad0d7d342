package doorstepweb

import (
	"encoding/json"
	"net/http"
	"strconv"

	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/services/rounds"
	"kith/internal/services/rounds/roundsview"
	"kith/internal/work/routing"
)

// appView is the page of the doorstep: with whose rounds are today's, or for nobody.
type appView struct {
	alone bool // for nobody: the page that a phone keeps
	mine  []rounds.Round

	outcome  forms.Radios
	received forms.String
	note     forms.Text
	concern  forms.Text
	unopened forms.Checkboxes
	photo    forms.File
}

func newAppView() *appView {
	v := &appView{
		received: forms.String{Name: "received", Label: "Which neighbour took it?", Max: 200},
		note:     forms.Text{Name: "note", Label: "Note (optional)", Hint: "What the next person has to know. Nothing about health.", Max: 400, Rows: 2},
		concern:  forms.Text{Name: "concern", Label: "Are you worried about them? Say why (optional)", Hint: "Somebody rings them and finds out how they are.", Max: 400, Rows: 2},
		unopened: forms.Checkboxes{Name: "unopened", Label: "Did you notice?", Options: []forms.Option{{Value: "yes", Label: "The last box stands there unopened"}}},
		photo:    photoField(),
		outcome:  forms.Radios{Name: "outcome", Label: "What came of it?"},
	}
	for _, t := range []routing.Task{routing.Bring, routing.Fetch, routing.Visit} {
		for _, o := range rounds.Outcomes(t) {
			v.outcome.Options = append(v.outcome.Options, forms.Option{Value: string(o), Label: o.Label()})
		}
	}
	return v
}

// photoField asks for a photo of a door.
func photoField() forms.File {
	return forms.File{Name: "photo", Label: "Photo (optional)", Hint: "Of the door or the boxes, not of people. Where and when it was taken is not kept in it.", Accept: "image/jpeg,image/png"}
}

// app is the page with signal. It says the same without scripts.
func (p *pages) app(w http.ResponseWriter, r *http.Request) (err error) {
	v := newAppView()
	if v.mine, err = p.rounds.MyRounds(r.Context()); err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: "At the doorstep", Section: section, App: "doorstep", Head: head(), Body: appPage(v)})
}

// shell is the page that a phone keeps. It is the same for everybody and tells of nobody.
func (p *pages) shell(w http.ResponseWriter, r *http.Request) error {
	v := newAppView()
	v.alone = true
	w.Header().Set("Cache-Control", "no-cache")
	return web.Render(w, r, http.StatusOK, web.Page{Title: "At the doorstep", Alone: true, App: "doorstep", Head: head(), Body: appPage(v)})
}

// worker is the script that opens the page without signal. It reaches the app and nothing else.
func worker(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Service-Worker-Allowed", app)
	return web.SendAsset(w, r, "worker.js")
}

// manifest is what a phone shows of the app among its others.
func (p *pages) manifest(w http.ResponseWriter, _ *http.Request) error {
	icon := func(file, sizes, kind, purpose string) map[string]string {
		return map[string]string{"src": "/assets/" + file, "sizes": sizes, "type": kind, "purpose": purpose}
	}
	w.Header().Set("Content-Type", "application/manifest+json")
	w.Header().Set("Cache-Control", "public, max-age=3600")
	return json.NewEncoder(w).Encode(map[string]any{
		"name": "Doorstep", "short_name": "Doorstep", "description": "Today's round on your phone, with or without signal",
		"id": app, "start_url": app, "scope": app, "display": "standalone", "lang": "en-GB", "background_color": "#ffffff", "theme_color": "#0b4f6c",
		"icons": []map[string]string{
			icon("doorstep-192.png", "192x192", "image/png", "any"), icon("doorstep-512.png", "512x512", "image/png", "any"),
			icon("doorstep-full.png", "512x512", "image/png", "maskable"), icon("doorstep.svg", "any", "image/svg+xml", "any"),
		},
	})
}

func about(r rounds.Round) string {
	return "Leaves at " + roundsview.Clock(r.LeaveAt) + ", back by " + roundsview.Clock(r.ReturnAt) + ". " + r.State.Label() + "."
}

func title(r rounds.Round) string {
	return "Round " + strconv.FormatInt(r.Number, 10) + ", " + r.Vehicle
}
