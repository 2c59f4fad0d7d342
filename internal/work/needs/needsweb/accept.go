package needsweb

import (
	"net/http"
	"slices"
	"strconv"

	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/web"
	"kith/internal/work/needs"
)

// accept takes a request on for its hub. Where it changed since the page was drawn, the
// page is drawn anew as it stands, and says so.
func (p *pages) accept(w http.ResponseWriter, r *http.Request) error {
	id, err := ident.Parse[needs.Request](r.PathValue("id"))
	if err != nil {
		return err
	}
	values, err := web.Parse(r)
	if err != nil {
		return err
	}
	// A version that does not read is one the request never had: the answer is the same.
	version, _ := strconv.ParseInt(values.Get("version"), 10, 64)
	err = p.needs.Accept(r.Context(), id, version)
	if err != nil && slices.Contains([]fault.Kind{fault.Stale, fault.Conflict, fault.Invalid}, fault.KindOf(err)) {
		return p.show(w, r, web.Status(err), id, version, whyNot(err))
	}
	if err != nil {
		return p.left(w, r, http.StatusConflict, id, "Somebody handed this request on before you. This is how it stands now.", err)
	}
	web.Flash(w, r, "Your hub has accepted the request")
	return web.Redirect(w, r, address(id))
}

func whyNot(err error) string {
	if fault.KindOf(err) == fault.Stale {
		return "Somebody changed this request before you. This is how it stands now: check it, then decide again."
	}
	return fault.MessageOf(err)
}
