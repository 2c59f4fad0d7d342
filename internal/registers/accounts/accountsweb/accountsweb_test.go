package accountsweb_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/clock"
	"kith/internal/plat/access"
	"kith/internal/plat/api"
	"kith/internal/plat/brakes"
	"kith/internal/plat/db"
	"kith/internal/plat/db/dbtest"
	"kith/internal/plat/journal"
	"kith/internal/plat/web/webtest"
	"kith/internal/registers/accounts"
	"kith/internal/registers/accounts/accountsweb"
	"kith/internal/registers/factors"
	"kith/internal/registers/organisations"
	"kith/internal/registers/places"
)

const (
	password = "three random words"
	siteURL  = "https://help.example.org"
)

// borough is what the blueprint of the tests says.
type borough struct{}

func (borough) Roles(context.Context) (*accounts.Roles, error) {
	return &accounts.Roles{Roles: []accounts.Title{
		{ID: "agent", Title: "Contact centre agent", Access: access.Agent, HeldFor: accounts.ForBorough},
		{ID: "volunteer-coordinator", Title: "Volunteer coordinator", Access: access.Coordinator, HeldFor: accounts.ForNeighbourhood},
		{ID: "trusted", Title: "Trusted organisation", Access: access.Organisation, HeldFor: accounts.ForOrganisation},
	}}, nil
}

func (borough) Neighbourhoods(context.Context) ([]places.Neighbourhood, error) {
	return []places.Neighbourhood{{ID: "hapi", Name: "Hindley and Ince"}, {ID: "leigh", Name: "Leigh"}}, nil
}

type walk struct {
	*accounts.Service
	site  *webtest.Site
	db    *db.DB
	ctx   context.Context
	clock *clock.Manual
	t     *testing.T
}

func start(t *testing.T) *walk {
	at := clock.NewManual(time.Date(2020, 4, 7, 8, 30, 0, 0, time.UTC))
	d := dbtest.NewWith(t, db.Config{Clock: at}, journal.Migrations(), brakes.Migrations(), organisations.Static().Migrations, factors.Static().Migrations, accounts.Static().Migrations)
	s := accounts.New(d)
	proofs, err := factors.New([]byte("a key of the test of 32 letters."), func() string { return siteURL })
	if err != nil {
		t.Fatal(err)
	}
	s.KeyedBy([]byte("key"))
	s.ProvesBy(proofs)
	s.MailBy(nil, func() string { return siteURL })
	w := &walk{Service: s, db: d, ctx: dbtest.Context(t), clock: at, t: t}
	w.site = webtest.New(t, db.CallerOf(w.ctx).Borough, at, s.Principal)
	described := api.New("1.0")
	accountsweb.Operations(s)(described)
	w.site.Mount(accountsweb.Pages(s, borough{}), described.Pages())
	return w
}

func (w *walk) add(name, title string, grants ...access.Grant) accounts.Account {
	w.t.Helper()
	a, err := w.Create(w.ctx, accounts.NewAccount{Name: name, Email: strings.ToLower(name) + "@example.org", Password: password, Title: title, Grants: grants})
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

// enter is a browser in which somebody has signed in.
func (w *walk) enter(name string) *webtest.Browser {
	w.t.Helper()
	b := w.site.Browser("")
	b.Post("/sign-in", url.Values{"email": {strings.ToLower(name) + "@example.org"}, "password": {password}}).Is(303)
	return b
}

var (
	inHapi = access.Grant{Role: access.Coordinator, Neighbourhood: "hapi"}
	admin  = access.Grant{Role: access.Admin}
)

func TestSigningInLeadsWhereSomebodyWorks(t *testing.T) {
	w := start(t)
	for name, c := range map[string]struct {
		grant access.Grant
		home  string
	}{
		"Sam": {inHapi, "/board"}, "Robin": {access.Grant{Role: access.Agent}, "/people"}, "Pat": {access.Grant{Role: access.Member}, "/ward"},
		"Kim": {admin, "/admin"}, "Fin": {access.Grant{Role: access.Finance}, "/food/invoices"},
		"Dan": {access.Grant{Role: access.Driver}, "/rounds"}, "Liv": {access.Grant{Role: access.LinkWorker, Neighbourhood: "leigh"}, "/first-contacts"},
		"Gov": {access.Grant{Role: access.Governance}, "/governance/requests"},
	} {
		w.add(name, "", c.grant)
		form := url.Values{"email": {name + "@example.org"}, "password": {password}}
		b := w.site.Browser("")
		b.Post("/sign-in", form).LeadsTo(c.home)
		b.Get("/sign-in").LeadsTo(c.home)
		b.Get("/sign-in?then=/tasks/1").LeadsTo("/tasks/1")
		form.Set("then", "/volunteers")
		w.site.Browser("").Post("/sign-in", form).LeadsTo("/volunteers")
		form.Set("then", "//evil.example")
		w.site.Browser("").Post("/sign-in", form).LeadsTo(c.home)
	}
}

func TestAVolunteerWithoutASessionIsLedToANewLink(t *testing.T) {
	w := start(t)
	w.Admits(func(db.Reader, string) (access.Principal, error) { return access.Principal{Name: "Jean"}, nil })
	b := w.site.Browser("")
	for then, to := range map[string]string{"/helping": "/helping/link", "/helping/tasks/1": "/helping/link"} {
		b.Get("/sign-in?then=" + url.QueryEscape(then)).LeadsTo(to)
	}
	b.Get("/sign-in?then=/helpingly").Is(200).Hides("Are you a volunteer?")
	b.Get("/sign-in?then=/rounds/doorstep").Is(200).Has("/helping/link?then=%2Frounds%2Fdoorstep")
	link, err := w.MakePass(w.ctx, "jean")
	if err != nil {
		t.Fatal(err)
	}
	token, err := w.EnterByPass(w.ctx, link)
	if err != nil {
		t.Fatal(err)
	}
	jean := w.site.Browser(token)
	jean.Get("/sign-in").LeadsTo("/helping")
	jean.Get("/account").LeadsTo("/helping")
	jean.Post("/sign-out", nil).LeadsTo("/helping/link")
}

func TestTheSignInPage(t *testing.T) {
	w := start(t)
	w.add("Sam", "", inHapi)
	w.site.Browser("").Get("/sign-in?then=/board").Is(200).Says("Sign in", "Email address").Has(`name="then" value="/board"`)
	w.site.Browser("").Post("/sign-in", url.Values{"then": {"/board"}}).Is(422).
		Says("Enter an email address, like name@example.com", "Enter your password").Has("<title>Error: ", `name="then" value="/board"`)

	// Whatever is wrong, the page is the same.
	wrong := w.site.Browser("").Post("/sign-in", url.Values{"email": {"sam@example.org"}, "password": {"not the password"}}).Is(401).
		Says("The email address or the password is not right. Check both and try again.").Hides("not the password")
	unknown := w.site.Browser("").Post("/sign-in", url.Values{"email": {"nobody@example.org"}, "password": {"not the password"}}).Is(401)
	if strings.ReplaceAll(unknown.Body, "nobody@example.org", "sam@example.org") != wrong.Body {
		t.Error("an unknown address is answered with another page than a wrong password")
	}
	for range 9 {
		w.site.Browser("").Post("/sign-in", url.Values{"email": {"sam@example.org"}, "password": {"not the password"}})
	}
	w.site.Browser("").Post("/sign-in", url.Values{"email": {"sam@example.org"}, "password": {password}}).Is(429).
		Says("Too many tries. Wait five minutes, then try again.")
}

func TestSigningInAnewEndsTheSessionBefore(t *testing.T) {
	w := start(t)
	w.add("Sam", "", inHapi)
	b := w.enter("Sam")
	before := b.Cookie("kith")
	b.Post("/sign-in", url.Values{"email": {"sam@example.org"}, "password": {password}}).Is(303)
	if after := b.Cookie("kith"); after == before || after == "" {
		t.Error("the session token did not change")
	}
	w.site.Browser(before).Get("/account").LeadsTo("/sign-in?then=%2Faccount")
}

func TestOnesOwnAccount(t *testing.T) {
	w := start(t)
	w.add("Sam", "volunteer-coordinator", inHapi, access.Grant{Role: access.Agent})
	b, other := w.enter("Sam"), w.enter("Sam")
	b.Get("/account").Is(200).Says("Sam", "sam@example.org", "Volunteer coordinator – Hindley and Ince", "Contact centre – whole borough", "Change Password")
	b.Get("/account/password").Is(200)
	b.Post("/account/password", url.Values{"new_password": {"short"}}).Is(422).Says("Enter the password you have now", "Password must be 12 characters or more")
	b.Post("/account/password", url.Values{"current_password": {"not the password"}, "new_password": {"four quite random words"}}).Is(422).Says("This is not your password now.")
	b.Post("/account/password", url.Values{"current_password": {password}, "new_password": {"four quite random words"}}).LeadsTo("/account")
	b.Get("/account").Is(200).Says("Your password is changed")
	other.Get("/account").LeadsTo("/sign-in?then=%2Faccount")
	b.Post("/account/sign-out-everywhere", nil).LeadsTo("/sign-in")
	b.Get("/account").LeadsTo("/sign-in?then=%2Faccount")
}

func TestSigningOut(t *testing.T) {
	w := start(t)
	w.add("Sam", "", inHapi)
	b := w.enter("Sam")
	token := b.Cookie("kith")
	p := b.Post("/sign-out", nil).LeadsTo("/sign-in")
	if p.Header.Get("Clear-Site-Data") == "" {
		t.Error("the browser is not told to forget the pages")
	}
	b.Get("/sign-in").Is(200).Says("You have signed out")
	w.site.Browser(token).Get("/account").LeadsTo("/sign-in?then=%2Faccount")
}

func TestAnOrganisationEntersByItsLink(t *testing.T) {
	w := start(t)
	var bank organisations.Organisation
	err := w.db.Write(w.ctx, func(tx *db.Tx) (err error) {
		bank, err = organisations.AddOne(tx, organisations.NewOrganisation{Name: "Open Door Food Bank", Kind: organisations.FoodBank, Neighbourhood: "hapi"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	link, err := w.MakeLink(access.With(w.ctx, access.Principal{Account: "hub", Grants: []access.Grant{inHapi}}), bank.ID)
	if err != nil {
		t.Fatal(err)
	}
	b := w.site.Browser("")
	for range 2 { // looking at the page, as mail programs do, does not use the link up
		b.Get("/enter/"+link).Is(200).Says("Open your inbox", "The link works once")
	}
	b.Post("/enter/"+link, nil).LeadsTo("/inbox")
	b.Get("/account").Is(200).Says("Open Door Food Bank", "Organisation – own organisation").Hides("Password", "every device")
	b.Get("/account/password").Is(200).Says("You have no password", "ask your hub for a new one")
	b.Post("/account/password", url.Values{"current_password": {password}, "new_password": {"four quite random words"}}).LeadsTo("/account/password")
	for _, used := range []string{link, "nothing"} {
		w.site.Browser("").Post("/enter/"+used, nil).Is(404).Says("This link no longer works", "This link has been used or is too old. Ask your hub for a new one.")
	}
	b.Post("/account/sign-out-everywhere", nil).LeadsTo("/sign-in")
	b.Get("/account").Is(303)
}

func TestTheAdministratorsList(t *testing.T) {
	w := start(t)
	w.add("Kim", "kith-administrator", admin)
	sam := w.add("Sam", "volunteer-coordinator", inHapi)
	w.add("Lee", "", access.Grant{Role: access.Governance})
	b := w.enter("Kim")
	b.Get("/admin/accounts").Is(200).Says("Kim", "Administrator of Kith – whole borough", "Volunteer coordinator – Hindley and Ince", "Information governance – whole borough", "In use", "Disable Sam")
	their := w.enter("Sam")
	b.Post("/admin/accounts/"+string(sam.ID)+"/disable", nil).LeadsTo("/admin/accounts/" + string(sam.ID))
	b.Get("/admin/accounts").Says("The account is disabled and signed out everywhere", "Disabled", "Enable Sam")
	their.Get("/account").LeadsTo("/sign-in?then=%2Faccount")
	b.Post("/admin/accounts/"+string(sam.ID)+"/enable", nil).LeadsTo("/admin/accounts/" + string(sam.ID))
	b.Get("/admin/accounts").Says("The account may be used again").Hides("Enable")
	w.enter("Lee").Get("/admin/accounts").Is(200).Hides("Disable", "Add an account")
	w.enter("Sam").Get("/admin/accounts").Is(403)
	w.enter("Lee").Post("/admin/accounts/"+string(sam.ID)+"/disable", nil).Is(403)
}

func TestAddingAnAccount(t *testing.T) {
	w := start(t)
	w.add("Kim", "", admin)
	b := w.enter("Kim")
	b.Get("/admin/accounts/new").Is(200).Says("Contact centre agent", "Volunteer coordinator", "Leigh").Hides("Trusted organisation")
	b.Post("/admin/accounts/new", url.Values{}).Is(422).Says("Enter name", "Enter an email address", "Select a role")
	form := url.Values{"name": {"Ada"}, "email": {"ada@example.org"}, "role": {"volunteer-coordinator"}}
	b.Post("/admin/accounts/new", form).Is(422).Says("Select the neighbourhood: Volunteer coordinator is held for one")
	form.Set("neighbourhood", "leigh")
	told := b.Post("/admin/accounts/new", form).Is(200).Says("A link for Ada", "You see it now and never again")
	b.Get("/admin/accounts").Says("Ada", "Volunteer coordinator – Leigh", "Never")
	b.Post("/admin/accounts/new", form).Is(409).Says("There is already an account with this email address.")

	link := linkIn(t, told.Body)
	ada := w.site.Browser("")
	for range 2 { // looking at it, as mail programs do, uses nothing up
		ada.Get(link).Is(200).Says("Choose your password", "the account of Ada")
	}
	ada.Post(link, url.Values{"new_password": {"short"}}).Is(422).Says("Password must be 12 characters or more")
	ada.Post(link, url.Values{"new_password": {password}}).LeadsTo("/board")
	ada.Get("/account").Is(200).Says("Volunteer coordinator – Leigh")
	w.site.Browser("").Get(link).Is(404).Says("This link no longer works")
	w.site.Browser("").Post(link, url.Values{"new_password": {password}}).Is(404)
	w.enter("Ada").Get("/account").Is(200)
}

// linkIn is the path of the link that a page tells.
func linkIn(t *testing.T, page string) string {
	t.Helper()
	_, after, found := strings.Cut(page, siteURL+accounts.InvitedPath)
	token, _, ends := strings.Cut(after, "<")
	if !found || !ends {
		t.Fatalf("the page tells no link: %s", page)
	}
	return accounts.InvitedPath + token
}

func TestSigningInThroughTheAPI(t *testing.T) {
	w := start(t)
	w.add("Sam", "", inHapi)
	call := func(method, token, body string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, "/api/v1/session", bytes.NewBufferString(body))
		r.Header.Set("Content-Type", "application/json")
		if token != "" {
			r.Header.Set("Authorization", "Bearer "+token)
		}
		answer := httptest.NewRecorder()
		w.site.ServeHTTP(answer, r)
		return answer
	}
	answer := call(http.MethodPost, "", `{"email":"sam@example.org","password":"`+password+`"}`)
	var given struct{ Token, Name string }
	if err := json.Unmarshal(answer.Body.Bytes(), &given); err != nil || answer.Code != 200 || given.Name != "Sam" || given.Token == "" {
		t.Fatalf("signing in answers %d %s", answer.Code, answer.Body)
	}
	if wrong := call(http.MethodPost, "", `{"email":"sam@example.org","password":"not the password"}`); wrong.Code != 401 || !strings.Contains(wrong.Body.String(), "accounts.wrong") {
		t.Errorf("a wrong password answers %d %s", wrong.Code, wrong.Body)
	}
	if out := call(http.MethodDelete, given.Token, ""); out.Code != 204 {
		t.Errorf("signing out answers %d %s", out.Code, out.Body)
	}
	if again := call(http.MethodDelete, given.Token, ""); again.Code != 401 {
		t.Errorf("signing out twice answers %d", again.Code)
	}
}
