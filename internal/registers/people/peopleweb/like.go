package peopleweb

import (
	"net/http"
	"net/url"
	"strings"

	"kith/internal/kernel/day"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/registers/people"
	"kith/internal/registers/people/peopleview"
	"kith/internal/registers/places"
)

// mostAlike is how many people who may be the same are shown beside a form.
const mostAlike = 5

// like answers, while somebody is typed in, who that may be: see [peopleview.WhileTyping].
func (p *pages) like(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	not, err := p.people.WhoseRecord(r.Context(), hidden(values, peopleview.NotInput))
	if err != nil {
		return err
	}
	alike, err := p.people.Alike(r.Context(), typedSoFar(values), not, mostAlike)
	if err != nil {
		return err
	}
	use := ownAddress(hidden(values, peopleview.UseInput))
	return web.Fragment(w, r, http.StatusOK, peopleview.Alike(alike, use, day.Of(p.around.Now())))
}

// typedSoFar reads what is whole of what has been typed. The rest is still to come.
func typedSoFar(values url.Values) people.Described {
	given := forms.String{Name: peopleview.GivenNamesInput}
	family := forms.String{Name: peopleview.FamilyNameInput}
	born := forms.Date{Name: peopleview.BornInput}
	number := forms.Phone{Name: peopleview.PhoneInput}
	line1 := forms.String{Name: peopleview.Line1Input}
	code := forms.Postcode{Name: peopleview.PostcodeInput}
	forms.Parse(values, &given, &family, &born, &number, &line1, &code)
	return people.Described{
		GivenNames: given.Value(), FamilyName: family.Value(), BirthDate: born.Value(), Phone: number.Value(),
		Address: places.Address{Line1: line1.Value(), Postcode: string(code.Value())},
	}
}

func hidden(values url.Values, name string) string {
	f := forms.Hidden{Name: name}
	f.Parse(values)
	return f.Value()
}

// ownAddress is an address of this site, or "": a form cannot be made to post elsewhere.
func ownAddress(s string) string {
	if strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "//") && !strings.Contains(s, `\`) {
		return s
	}
	return ""
}
