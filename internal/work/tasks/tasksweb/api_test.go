package tasksweb_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"kith/internal/plat/access"
	"kith/internal/plat/api"
	"kith/internal/plat/web/webtest"
	"kith/internal/work/needs"
	"kith/internal/work/tasks"
	"kith/internal/work/tasks/tasksweb"
)

// caller is a program signed in as somebody.
type caller struct {
	h     *hub
	token string
}

// program mounts the operations and signs a program in.
func (h *hub) program(p access.Principal) caller {
	h.As(p)
	return caller{h, "session-of-" + p.Account}
}

func withAPI(t *testing.T) *hub {
	h := newHub(t)
	a := api.New("test")
	tasksweb.Operations(h.tasks, h.needs, h.around)(a)
	h.Site = webtest.New(t, h.borough(), h.clock, nil)
	h.Mount(a.Pages())
	return h
}

type told struct {
	Title, State, Assignee, Category, Instruction, Code string
	Version                                             int64
	Attempts                                            int
	Tasks                                               []told
}

func (c caller) send(method, path, body string, status int) (got told) {
	c.h.t.Helper()
	r := httptest.NewRequest(method, "/api/v1"+path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+c.token)
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	c.h.ServeHTTP(w, r)
	if w.Code != status {
		c.h.t.Fatalf("%s %s is %d, not %d: %s", method, path, w.Code, status, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		c.h.t.Fatal(err)
	}
	return got
}

func TestProgramsWorkOnTasks(t *testing.T) {
	h := withAPI(t)
	c := h.program(somebody(access.Coordinator, "hapi"))
	at := "/tasks/" + string(h.parcel.ID)
	if got := c.send("GET", at, "", http.StatusOK); got.Title != "Bring a food parcel" || got.State != "open" || got.Version != 1 {
		t.Errorf("the task is told as %+v", got)
	}
	if got := c.send("GET", "/requests/"+string(h.request.ID)+"/tasks", "", http.StatusOK); len(got.Tasks) != 2 {
		t.Errorf("the request has %d tasks, not 2", len(got.Tasks))
	}
	c.send("POST", at+"/assign", `{"version":1,"to":"volunteer:nobody"}`, http.StatusUnprocessableEntity)
	if got := c.send("POST", at+"/assign", `{"version":1,"to":"volunteer:v1"}`, http.StatusOK); got.State != "assigned" || got.Assignee != "Jo P" {
		t.Errorf("once asked the task is %+v", got)
	}
	c.send("POST", at+"/accept", `{"version":1}`, http.StatusConflict)
	c.send("POST", at+"/accept", `{"version":2}`, http.StatusOK)
	if got := c.send("POST", at+"/outcome", `{"version":3,"code":"no-answer"}`, http.StatusOK); got.State != "accepted" || got.Attempts != 1 {
		t.Errorf("after no answer the task is %+v", got)
	}
	c.send("POST", at+"/outcome", `{"version":4,"code":"could-not"}`, http.StatusUnprocessableEntity)
	if got := c.send("POST", at+"/outcome", `{"version":4,"code":"done"}`, http.StatusOK); got.State != "done" {
		t.Errorf("once done the task is %+v", got)
	}
}

func TestProgramsListTheirOwnTasks(t *testing.T) {
	h := withAPI(t)
	c := h.program(somebody(access.Coordinator, "hapi"))
	if got := c.send("GET", "/tasks", "", http.StatusOK); len(got.Tasks) != 0 {
		t.Errorf("somebody with no task is told %d", len(got.Tasks))
	}
	c.send("POST", "/tasks/"+string(h.parcel.ID)+"/assign", `{"version":1,"to":"account:coordinator"}`, http.StatusOK)
	if got := c.send("GET", "/tasks?limit=5", "", http.StatusOK); len(got.Tasks) != 1 {
		t.Errorf("somebody with one task is told %d", len(got.Tasks))
	}
}

func TestProgramsAreToldNoMoreThanPeople(t *testing.T) {
	h := withAPI(t)
	agent, elsewhere := h.program(somebody(access.Agent, "")), h.program(somebody(access.Coordinator, "leigh"))
	at := "/tasks/" + string(h.parcel.ID)
	agent.send("POST", at+"/assign", `{"version":1,"to":"volunteer:v1"}`, http.StatusForbidden)
	elsewhere.send("GET", at, "", http.StatusForbidden)
	elsewhere.send("POST", at+"/assign", `{"version":1,"to":"volunteer:v1"}`, http.StatusForbidden)
	elsewhere.send("GET", "/requests/"+string(h.request.ID)+"/tasks", "", http.StatusForbidden)

	need := h.opens("safety", "They are not safe at home.", needs.Restricted)
	secret := h.task(tasks.NewTask{Kind: tasks.Do, Need: need.ID, Category: "safety", Title: "Fetch them", Instruction: "Back door", Priority: needs.Soon, DueAt: now})
	if got := agent.send("GET", "/tasks/"+string(secret.ID), "", http.StatusOK); got.Title != needs.Unnamed || got.Category != "" || got.Instruction != "" {
		t.Errorf("an agent is told %+v of a restricted task", got)
	}
}
