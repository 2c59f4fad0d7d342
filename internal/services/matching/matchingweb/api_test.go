package matchingweb_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"kith/internal/kernel/day"
	"kith/internal/plat/api"
	"kith/internal/plat/db"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
	"kith/internal/work/tasks/tasksweb"
)

// aroundTasks is what the API of tasks needs to give work.
type aroundTasks struct{ tasksweb.Around }

func (aroundTasks) Assignee(_ context.Context, to string) (tasks.Assignee, error) {
	return tasks.Assignee{Kind: tasks.ToVolunteer, ID: strings.TrimPrefix(to, "volunteer:"), Name: "Jean Taylor"}, nil
}

// A program gives no volunteer what the register refuses, and what it allows goes through.
func TestAProgramIsRefusedAsAPageIs(t *testing.T) {
	b := start(t)
	jean := b.volunteer("Jean", nil)
	a := api.New("test")
	tasksweb.Operations(b.Tasks, needs.New(b.DB), aroundTasks{})(a)
	b.Staff.Mount(a.Pages())
	b.Staff.As(hub)
	give := func(task tasks.Task) int {
		body := fmt.Sprintf(`{"version":%d,"to":"volunteer:%s"}`, b.Task(task.ID).Version, jean.ID)
		r := httptest.NewRequest(http.MethodPost, "/api/v1/tasks/"+string(task.ID)+"/assign", strings.NewReader(body)).WithContext(context.Background())
		r.Header.Set("Authorization", "Bearer session-of-hub")
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		b.Staff.ServeHTTP(w, r)
		return w.Code
	}
	allowed := b.parcel("Amina", nil)
	give(allowed) // what it answers with is for tasksweb to try
	if now := b.Task(allowed.ID); now.State != tasks.Assigned || now.Assignee.ID != string(jean.ID) {
		t.Errorf("what is allowed is %s with %+v", now.State, now.Assignee)
	}
	b.must(b.DB.Write(b.Ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE volunteers_check SET expires_on = ? WHERE borough_id = ? AND volunteer_id = ?`, day.Of(tx.Now()).AddDays(-1), tx.Borough(), jean.ID)
		return err
	}))
	task := b.parcel("Bea", nil)
	if code := give(task); code != http.StatusConflict || b.Task(task.ID).State != tasks.Open {
		t.Errorf("with checks that ran out it is %d, and the task %s", code, b.Task(task.ID).State)
	}
}
