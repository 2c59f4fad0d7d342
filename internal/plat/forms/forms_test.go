package forms_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kith/internal/kernel/day"
	"kith/internal/plat/forms"
)

// typed posts one answer to a field.
func typed(f forms.Parser, name string, answers ...string) string {
	f.Parse(url.Values{name: answers})
	return f.Err()
}

var long = strings.Repeat("a", 5000)

func TestEveryWayOfBeingWrongSaysHowToMendIt(t *testing.T) {
	options := []forms.Option{{Value: "a", Label: "A"}, {Value: "b", Label: "B"}, {Value: "none", Label: "None of these", Exclusive: true}}
	for _, c := range []struct {
		name    string
		field   forms.Parser
		answers []string
		want    string
	}{
		{"empty text", &forms.String{Name: "f", Label: "Full name", Required: true}, nil, "Enter full name"},
		{"spaces alone", &forms.String{Name: "f", Noun: "your full name", Required: true}, []string{" \u00a0\t"}, "Enter your full name"},
		{"question for a label", &forms.String{Name: "f", Label: "What is it?", Required: true}, []string{""}, "Enter an answer"},
		{"acronym kept", &forms.String{Name: "f", Label: "NHS number", Required: true}, []string{""}, "Enter NHS number"},
		{"own words", &forms.String{Name: "f", Missing: "Tell us your name", Required: true}, nil, "Tell us your name"},
		{"too long", &forms.String{Name: "f", Label: "Full name", Max: 5}, []string{"Bartholomew"}, "Full name must be 5 characters or less"},
		{"too long by default", &forms.String{Name: "f", Label: "Full name"}, []string{long}, "Full name must be 200 characters or less"},
		{"too short", &forms.String{Name: "f", Noun: "the code", Min: 6}, []string{"12"}, "Code must be 6 characters or more"},
		{"long note", &forms.Text{Name: "f", Label: "Note"}, []string{long}, "Note must be 2000 characters or less"},
		{"empty note", &forms.Text{Name: "f", Label: "Note", Required: true}, []string{"\r\n"}, "Enter note"},
		{"no email", &forms.Email{Name: "f", Required: true}, nil, "Enter an email address, like name@example.com"},
		{"email without at", &forms.Email{Name: "f"}, []string{"name.example.com"}, "Enter an email address in the correct format, like name@example.com"},
		{"email of a host", &forms.Email{Name: "f"}, []string{"name@localhost"}, "Enter an email address in the correct format, like name@example.com"},
		{"email with a name", &forms.Email{Name: "f"}, []string{"Jo <jo@example.com>"}, "Enter an email address in the correct format, like name@example.com"},
		{"two emails", &forms.Email{Name: "f"}, []string{"jo@example.com,al@example.com"}, "Enter an email address in the correct format, like name@example.com"},
		{"no phone", &forms.Phone{Name: "f", Required: true}, nil, "Enter a phone number, like 01632 960 001 or 07700 900 982"},
		{"short phone", &forms.Phone{Name: "f"}, []string{"0794"}, "Enter a phone number, like 01632 960 001 or 07700 900 982"},
		{"long phone", &forms.Phone{Name: "f"}, []string{long}, "Phone number must be 40 characters or less"},
		{"no postcode", &forms.Postcode{Name: "f", Required: true}, nil, "Enter a postcode, like WN2 3EB"},
		{"half a postcode", &forms.Postcode{Name: "f"}, []string{"WN2"}, "Enter a full UK postcode, like WN2 3EB"},
		{"an address", &forms.Postcode{Name: "f"}, []string{"12 Market Street, WN2 3EB"}, "Enter a full UK postcode, like WN2 3EB, and nothing else"},
		{"no number", &forms.Int{Name: "f", Noun: "how many adults", Required: true}, nil, "Enter how many adults"},
		{"words for a number", &forms.Int{Name: "f", Label: "Adults"}, []string{"two"}, "Adults must be a number, like 30"},
		{"half", &forms.Int{Name: "f", Label: "Adults"}, []string{"1.5"}, "Adults must be a whole number"},
		{"outside", &forms.Int{Name: "f", Label: "Adults", Min: 1, Max: 20}, []string{"21"}, "Adults must be between 1 and 20"},
		{"below", &forms.Int{Name: "f", Label: "Adults", Min: 1}, []string{"0"}, "Adults must be 1 or more"},
		{"enormous", &forms.Int{Name: "f", Label: "Adults", Max: 20}, []string{strings.Repeat("9", 400)}, "Adults must be between 0 and 20"},
		{"huge", &forms.Int{Name: "f", Label: "Adults"}, []string{"2000000"}, "Adults must be 1000000 or fewer"},
		{"nothing chosen", &forms.Radios{Name: "f", Noun: "how we may contact you", Options: options, Required: true}, nil, "Select how we may contact you"},
		{"not offered", &forms.Radios{Name: "f", Options: options}, []string{"z"}, "That choice is no longer in the list. Select one of the choices below"},
		{"nothing in the list", &forms.Select{Name: "f", Label: "Hub", Options: options, Required: true}, []string{""}, "Select hub"},
		{"no boxes", &forms.Checkboxes{Name: "f", Label: "What do you need?", Options: options, Required: true}, nil, "Select at least one option"},
		{"box not offered", &forms.Checkboxes{Name: "f", Options: options}, []string{"a", "z"}, "That choice is no longer in the list. Select one of the choices below"},
		{"none and more", &forms.Checkboxes{Name: "f", Options: options}, []string{"a", "none"}, "Select what applies, or select ‘None of these’"},
		{"no password", &forms.Password{Name: "f", Label: "Password"}, nil, "Enter password"},
		{"weak password", &forms.Password{Name: "f", Min: 12, New: true}, []string{"short"}, "Password must be 12 characters or more"},
		{"long password", &forms.Password{Name: "f"}, []string{long}, "Password must be 200 characters or less"},
		{"lost key", &forms.Hidden{Name: "f", Required: true}, nil, "This page is out of date. Go back, open it again and send your answers once more"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := typed(c.field, "f", c.answers...); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestWhatWasTypedIsKept(t *testing.T) {
	f := forms.Postcode{Name: "f"}
	typed(&f, "f", " wn2 3zzz ")
	if f.Field().Raw != " wn2 3zzz " || f.Value() != "" {
		t.Errorf("kept %q, value %q", f.Field().Raw, f.Value())
	}
	broken := forms.String{Name: "f"}
	typed(&broken, "f", "a\xffb\x00c")
	if got := broken.Field().Raw; got != "a\uFFFDb\x00c" {
		t.Errorf("kept %q", got)
	}
	if got := broken.Value(); got != "a\uFFFDbc" {
		t.Errorf("value %q still has what a database refuses", got)
	}
	secret := forms.Password{Name: "f", Min: 50}
	typed(&secret, "f", "hunter2")
	if secret.Field().Raw != "" {
		t.Error("the password would be shown again")
	}
}

func TestRightAnswersBecomeValues(t *testing.T) {
	name := forms.String{Name: "f"}
	code := forms.Postcode{Name: "f"}
	number := forms.Phone{Name: "f"}
	mail := forms.Email{Name: "f"}
	count := forms.Int{Name: "f"}
	note := forms.Text{Name: "f"}
	for _, c := range []struct {
		field forms.Parser
		typed string
	}{{&name, "  Amina \t Khan\n"}, {&code, "wn23eb"}, {&number, "+44 7700 900 982"}, {&mail, " Jo@example.com "}, {&count, "1,200"}, {&note, "one\r\ntwo\r\n"}} {
		if problem := typed(c.field, "f", c.typed); problem != "" {
			t.Errorf("%q: %s", c.typed, problem)
		}
	}
	got := []any{name.Value(), string(code.Value()), string(number.Value()), mail.Value(), count.Value(), count.Given(), note.Value()}
	want := []any{"Amina Khan", "WN2 3EB", "+447700900982", "Jo@example.com", 1200, true, "one\ntwo"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNothingIsFineWhereNothingIsAsked(t *testing.T) {
	fields := []forms.Parser{
		&forms.String{Name: "a"}, &forms.Text{Name: "b"}, &forms.Email{Name: "c"}, &forms.Phone{Name: "d"}, &forms.Postcode{Name: "e"},
		&forms.Date{Name: "f"}, &forms.Int{Name: "g", Min: 5}, &forms.Radios{Name: "h"}, &forms.Checkboxes{Name: "i"}, &forms.Select{Name: "j"}, &forms.Hidden{Name: "k"},
	}
	if !forms.Parse(url.Values{}, fields...) {
		t.Error(forms.Errors(fields...))
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct{ day, month, year, want, href string }{
		{"", "", "", "Enter date of birth", "#born-day"},
		{"1", "", "1947", "Date of birth must include a month", "#born-month"},
		{"", "", "1947", "Date of birth must include a day and month", "#born-day"},
		{"32", "1", "1947", "Date of birth must be a real date: the day is a number from 1 to 31", "#born-day"},
		{"1", "13", "1947", "Date of birth must be a real date: the month is a number from 1 to 12", "#born-month"},
		{"1", "1", "47", "Date of birth: the year must include 4 numbers, like 1947", "#born-year"},
		{"29", "2", "2023", "Date of birth must be a real date", "#born-day"},
		{"1", "1", "1899", "Date of birth must be the same as or after 1 January 1900", "#born-day"},
		{"15", "1", "2026", "Date of birth must be the same as or before 14 January 2026", "#born-day"},
		{"29", "feb", "2024", "", "#born-day"},
		{" 7 ", "March", "1947", "", "#born-day"},
	} {
		f := forms.Date{Name: "born", Label: "Date of birth", Required: true, From: day.New(1900, 1, 1), To: day.New(2026, 1, 14)}
		f.Parse(url.Values{"born-day": {c.day}, "born-month": {c.month}, "born-year": {c.year}})
		if f.Err() != c.want || f.Href() != c.href {
			t.Errorf("%s %s %s: got %q at %s, want %q at %s", c.day, c.month, c.year, f.Err(), f.Href(), c.want, c.href)
		}
		if f.Day != c.day || f.Given() != (c.want == "") {
			t.Errorf("%s %s %s: kept %q, given %t", c.day, c.month, c.year, f.Day, f.Given())
		}
	}
}

func TestADateCanBeEdited(t *testing.T) {
	f := forms.Date{Name: "born"}
	f.Set(day.New(1947, 3, 7))
	if f.Day+"/"+f.Month+"/"+f.Year != "7/3/1947" {
		t.Errorf("shows %s/%s/%s", f.Day, f.Month, f.Year)
	}
	f.Set(day.Date{})
	if f.Day+f.Month+f.Year != "" {
		t.Error("no date shows as one")
	}
}

func TestErrorsKeepTheOrderOfTheFields(t *testing.T) {
	where, who := forms.Postcode{Name: "where", Required: true}, forms.String{Name: "who", Noun: "your name", Required: true}
	if forms.Parse(url.Values{}, &who, &where) {
		t.Fatal("taken")
	}
	want := []forms.ErrorItem{{Href: "#who", Text: "Enter your name"}, {Href: "#where", Text: "Enter a postcode, like WN2 3EB"}}
	if diff := cmp.Diff(want, forms.Errors(&who, &where)); diff != "" {
		t.Error(diff)
	}
	who.Parse(url.Values{"who": {"Jo"}})
	where.Parse(url.Values{"where": {"WN2 3EB"}})
	if forms.Errors(&who, &where) != nil {
		t.Error("errors stay after they were mended")
	}
}

func TestDigitsOfOtherKeyboards(t *testing.T) {
	for _, typed := range []string{"٠٧٧٠٠ ٩٠٠٩٨٢", "۰۷۷۰۰ ۹۰۰۹۸۲"} {
		f := forms.Phone{Name: "phone", Label: "Phone", Required: true}
		if !forms.Parse(url.Values{"phone": {typed}}, &f) || f.Value() != "+447700900982" {
			t.Errorf("%s is %q: %s", typed, f.Value(), f.Err())
		}
	}
}
