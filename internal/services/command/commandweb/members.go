package commandweb

import (
	"net/http"

	"kith/internal/kernel/fault"
	"kith/internal/plat/forms"
	"kith/internal/plat/web"
	"kith/internal/services/command"
)

// memberForm is who is to sit in a group.
type memberForm struct {
	Name  forms.String
	Part  forms.String
	Email forms.Email
}

func (f *memberForm) fields() []forms.Parser { return []forms.Parser{&f.Name, &f.Part, &f.Email} }

func newMemberForm() *memberForm {
	return &memberForm{
		Name:  forms.String{Name: "name", Label: "Name", Required: true, Max: 80, Missing: "Enter who it is"},
		Part:  forms.String{Name: "part", Label: "Part (optional)", Hint: "Chair, deputy, notes, or what they speak for, such as police", Max: 60},
		Email: forms.Email{Name: "email", Label: "E-mail address they sign in with (optional)", Hint: "Leave it empty for somebody who does not sign in here: they are named, and cannot write or decide."},
	}
}

func (p *pages) members(w http.ResponseWriter, r *http.Request) error {
	return p.showMembers(w, r, http.StatusOK, newMemberForm(), "")
}

func (p *pages) showMembers(w http.ResponseWriter, r *http.Request, status int, f *memberForm, wrong string) error {
	v, err := p.command.View(r.Context(), r.PathValue("group"))
	if err != nil {
		return err
	}
	page := web.Page{Title: "Members of " + v.Name, Section: section, Back: home, Errors: forms.Errors(f.fields()...), Body: membersPage(v, f, wrong)}
	if v.Read {
		page.Back = address(v.ID)
	}
	return web.Render(w, r, status, page)
}

func (p *pages) addMember(w http.ResponseWriter, r *http.Request) error {
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	f := newMemberForm()
	if !forms.Parse(values, f.fields()...) {
		return p.showMembers(w, r, http.StatusUnprocessableEntity, f, "")
	}
	group := r.PathValue("group")
	err = p.command.Add(r.Context(), group, command.NewMember{Name: f.Name.Value(), Part: f.Part.Value(), Email: string(f.Email.Value())})
	return p.changed(w, r, f, err, f.Name.Value()+" sits in the group")
}

func (p *pages) removeMember(w http.ResponseWriter, r *http.Request) error {
	err := p.command.Remove(r.Context(), r.PathValue("group"), command.MemberID(r.PathValue("id")))
	return p.changed(w, r, newMemberForm(), err, "They do not sit in the group any more")
}

// changed shows the members anew, or why nothing changed.
func (p *pages) changed(w http.ResponseWriter, r *http.Request, f *memberForm, err error, done string) error {
	if fault.KindOf(err) == fault.Invalid && err != nil {
		return p.showMembers(w, r, http.StatusUnprocessableEntity, f, fault.MessageOf(err))
	}
	if err != nil {
		return err
	}
	web.Flash(w, r, done)
	return web.Redirect(w, r, address(r.PathValue("group"), "members"))
}

func signs(m command.Member) string {
	if m.Account == "" {
		return "Named only"
	}
	return "Reads, writes and decides"
}
