package boardweb_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web/webtest"
	"kith/internal/work/board"
	"kith/internal/work/board/boardtest"
	"kith/internal/work/board/boardview"
	"kith/internal/work/board/boardweb"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
)

// opening stands for the pages of tasks: it tells what it was asked for.
func opening(t *testing.T) (w walk, asked *boardview.From, fails *error) {
	h := boardtest.New(t)
	w, asked, fails = walk{h, webtest.New(t, h.Borough(), h.Clock, nil), &boardtest.Looks{}}, &boardview.From{}, new(error)
	w.site.Mount(boardweb.Pages(boardweb.Deps{
		Board: board.New(h.DB), Tasks: h.Tasks, Blueprints: boardtest.Wigan(t), Live: news{}, Reads: w.looks,
		Selected: func(_ context.Context, task string, from boardview.From) (boardview.Pane, error) {
			*asked = from
			return boardview.Pane{Title: "Pane of " + task, Body: templ.Raw("<p>The sections of the task.</p>")}, *fails
		},
		Views: []boardview.View{func(_ context.Context, hub string) (govuk.NavItem, error) {
			return govuk.NavItem{Link: govuk.Link{Label: "Not yet confirmed safe", Href: "/safe?hub=" + hub}, Count: "4"}, nil
		}},
	}))
	return w, asked, fails
}

// A task is opened beside its list by a link: filters and page stay in the address, and the
// list is short beside it.
func TestATaskOpensBesideItsList(t *testing.T) {
	w, asked, _ := opening(t)
	amina, bryn, carol, dee := w.usual()
	browser := w.site.As(inHapi)
	list := "/board?category=food&hub=hapi&view=all"
	browser.Get(list).Is(200).Says("1 overdue , 2 due today , 4 not yet confirmed safe ; 0 with others", "Give tasks", "Who has it").
		Has(`href="/board?category=food&amp;hub=hapi&amp;view=all&amp;task=` + string(amina.ID) + `#selected"`).Hides("The sections of the task.")
	page := browser.Get(list+"&task="+string(amina.ID)).Is(200).
		Says("Pane of "+string(amina.ID), "The sections of the task.", "Amina K.", "Bryn R.", "Open on a page of its own").Hides("Give tasks", "Who has it", "Carol").
		Has(`id="selected" tabindex="-1"`, `aria-current="true"`, "kith-row--selected", `href="/tasks/`+string(amina.ID)+`"`)
	if *asked != (boardview.From{List: list, Next: string(bryn.ID)}) {
		t.Errorf("the pane is told %+v", *asked)
	}
	if !strings.Contains(page.Body, `href="/board?category=food&amp;hub=hapi&amp;view=all">Close<`) {
		t.Error("it is not closed by the list's own address")
	}
	browser.Get(list + "&task=" + string(bryn.ID)).Is(200)
	if asked.Next != "" {
		t.Errorf("behind the last stands %s", asked.Next)
	}
	// One that has left the list stays open, with the first of the list behind it.
	browser.Get(list + "&task=" + string(carol.ID)).Is(200).Hides(`aria-current="true"`)
	if asked.Next != string(amina.ID) {
		t.Errorf("behind one that left stands %s", asked.Next)
	}
	w.site.As(agent).Get("/board?view=all&task=" + string(dee.ID)).Is(200).Says("The sections of the task.")
	w.site.As(inHapi).Get("/board/print?view=all&task=" + string(amina.ID)).Is(200).Hides("The sections of the task.")
}

func TestATaskThatCannotBeShownLeavesTheList(t *testing.T) {
	w, asked, fails := opening(t)
	amina, _, _, _ := w.usual()
	secret := w.Add(boardtest.Work{Given: "Hidden", Family: "Person", Hub: "hapi", Due: 1, Task: tasks.NewTask{Category: "domestic-abuse", Title: "Make it safe", Labels: []needs.Label{needs.Restricted}}})
	for _, kind := range []fault.Kind{fault.NotFound, fault.Forbidden, fault.Invalid} {
		*fails = fault.New(kind, "test.gone", "Gone.")
		w.site.As(inHapi).Get("/board?view=all&task="+string(amina.ID)).Is(200).Says("This task cannot be shown", "Amina K.").Hides("Pane of", "The sections", "Open on a page of its own")
	}
	*fails = errors.New("the disk is full")
	w.site.As(inHapi).Get("/board?view=all&task=" + string(amina.ID)).Is(500)
	*fails = nil
	// What somebody may not be told of is never the next.
	w.site.As(agent).Get("/board?view=all&hub=hapi&task=" + string(amina.ID)).Is(200)
	if asked.Next == string(secret.ID) || asked.Next == "" {
		t.Errorf("the next is %s", asked.Next)
	}
	w.site.As(access.Principal{Account: "m", Grants: []access.Grant{{Role: access.Member}}}).Get("/board?task=" + string(amina.ID)).Is(403)
}
