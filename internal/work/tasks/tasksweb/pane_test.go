package tasksweb_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/work/board/boardview"
	"kith/internal/work/tasks/tasksweb"
)

const fromList = "/board?hub=hapi&view=overdue"

// drawn is the pane of a task as a role sees it.
func (h *hub) drawn(who access.Principal, task string, from boardview.From) (string, error) {
	ctx := access.With(h.ctx, who)
	pane, err := tasksweb.Selected(h.tasks, h.needs, h.around)(ctx, task, from)
	if err != nil {
		return "", err
	}
	return pane.Title + rendered(h.t, ctx, pane), nil
}

func rendered(t *testing.T, ctx context.Context, pane boardview.Pane) string {
	t.Helper()
	var out strings.Builder
	if err := pane.Body.Render(ctx, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// The pane has what the page has, and its forms lead back to the list.
func TestAPaneLeadsBackToItsList(t *testing.T) {
	h := newHub(t)
	next := string(h.contact.ID)
	html, err := h.drawn(somebody(access.Coordinator, "hapi"), string(h.parcel.ID), boardview.From{List: fromList, Next: next})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{h.parcel.Title, "Before you get in touch", "Ordered for this need", "A parcel came on Monday.", "Who has it", `name="list" value="/board?hub=hapi&amp;view=overdue"`, `name="next" value="` + next + `"`} {
		if !strings.Contains(html, want) {
			t.Errorf("the pane has no %q:\n%s", want, html)
		}
	}
	browser := h.coordinator()
	at := "/tasks/" + string(h.parcel.ID)
	back := func(version string, more ...string) url.Values {
		values := url.Values{"version": {version}, "list": {fromList}, "next": {next}}
		for i := 0; i < len(more); i += 2 {
			values.Set(more[i], more[i+1])
		}
		return values
	}
	// What was wrong is said on the task's page, which still leads back.
	browser.Post(at+"/assign", back("1")).Is(http.StatusUnprocessableEntity).Says("Select who to ask").
		Has(`name="list" value="/board?hub=hapi&amp;view=overdue"`, `href="/board?hub=hapi&amp;view=overdue" class="govuk-back-link"`)
	browser.Post(at+"/claim", back("9")).Is(http.StatusConflict).Has(`name="list" value="/board?hub=hapi&amp;view=overdue"`)
	// The same stays open while it goes on, and the next is opened once it is done.
	browser.Post(at+"/claim", back("1")).LeadsTo(fromList + "&task=" + string(h.parcel.ID) + "#selected")
	browser.Post(at+"/outcome", back("2", "outcome", "done")).LeadsTo(fromList + "&task=" + next + "#selected")
	last := back("3")
	last.Del("next")
	browser.Post(at+"/reopen", last).LeadsTo(fromList + "&task=" + string(h.parcel.ID) + "#selected")
}

// A form leads to a list of the board and nowhere else.
func TestAPaneLeadsNowhereElse(t *testing.T) {
	h := newHub(t)
	for version, list := range []string{"https://example.org/board", "//example.org/board", "/people", "/board/../people", "javascript:alert(1)", "/boards", "https:/board"} {
		at := "/tasks/" + string(h.parcel.ID)
		action := []string{"/claim", "/free"}[version%2]
		h.coordinator().Post(at+action, url.Values{"version": {string(rune('1' + version))}, "list": {list}, "next": {"x"}}).LeadsTo(at)
	}
}

func TestAPaneOfWhatIsNotTheirsIsRefused(t *testing.T) {
	h := newHub(t)
	_, err := h.drawn(somebody(access.Coordinator, "leigh"), string(h.parcel.ID), boardview.From{List: fromList})
	if fault.KindOf(err) != fault.NotFound && fault.KindOf(err) != fault.Forbidden {
		t.Errorf("somebody of another hub is answered %v", err)
	}
	if _, err := h.drawn(somebody(access.Coordinator, "hapi"), "nothing", boardview.From{}); fault.KindOf(err) != fault.Invalid && fault.KindOf(err) != fault.NotFound {
		t.Errorf("what is no task is answered %v", err)
	}
}
