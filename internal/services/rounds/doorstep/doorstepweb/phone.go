package doorstepweb

import (
	"encoding/json"
	"net/http"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/web"
	"kith/internal/services/rounds/doorstep"
	"kith/internal/services/rounds/roundsview"
	"kith/internal/work/routing"
)

// me is who is signed in, as the phone has to know: whose what waits is, and which rounds are
// still theirs. It tells of nobody else.
type me struct {
	Account string    `json:"account"`
	Name    string    `json:"name"`
	ByLink  bool      `json:"by_link"` // a volunteer, who has no password to sign in with again
	Token   string    `json:"token"`   // of forms; kept in memory alone
	Key     phoneKey  `json:"key"`
	Now     int64     `json:"now"` // milliseconds
	Rounds  []current `json:"rounds"`
}

// phoneKey is what the phone seals outcomes with.
type phoneKey struct {
	Name   string `json:"name"`
	Public []byte `json:"public"`
}

type current struct {
	ID   string `json:"id"`
	Mark int64  `json:"mark"` // another once anything has changed
}

func (p *pages) me(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	who := access.From(ctx)
	public, name := p.doors.PhoneKey()
	told := me{Account: who.Account, Name: who.Name, ByLink: who.VolunteerID() != "", Token: web.CSRF(ctx), Key: phoneKey{name, public}, Now: p.rounds.Now(ctx).UnixMilli(), Rounds: []current{}}
	mine, err := p.rounds.MyRounds(ctx)
	if err != nil {
		return err
	}
	for _, one := range mine {
		if !one.State.Driven() {
			continue
		}
		mark, err := p.doors.Mark(ctx, one)
		if err != nil {
			return err
		}
		told.Rounds = append(told.Rounds, current{string(one.ID), mark})
	}
	return answer(w, http.StatusOK, told)
}

// taken is a round in the words the phone shows.
type taken struct {
	ID    string      `json:"id"`
	Mark  int64       `json:"mark"`
	Title string      `json:"title"`
	About string      `json:"about"`
	Page  string      `json:"page"`
	Wiped int64       `json:"wiped"` // milliseconds
	Stops []takenStop `json:"stops"`
}

type takenStop struct {
	ID       string   `json:"id"`
	Position int64    `json:"position"`
	Title    string   `json:"title"`
	About    string   `json:"about"`
	Address  []string `json:"address"`
	Where    string   `json:"where"`
	Way      string   `json:"way"` // a geo: address, where one may be shown
	Page     string   `json:"page"`
	Notes    string   `json:"notes"`
	Marks    []mark   `json:"marks"`
	Door     []string `json:"door"`
	Hidden   bool     `json:"hidden"`
	Medical  bool     `json:"medical"`
	Person   bool     `json:"person"` // somebody is at the door who may be worried about
	Done     bool     `json:"done"`
	State    string   `json:"state"`
	Outcomes []string `json:"outcomes"`
}

type mark struct {
	Sign string `json:"sign"`
	Text string `json:"text"`
}

func (p *pages) take(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	all, err := p.doors.Take(ctx)
	if err != nil {
		return err
	}
	told := struct {
		Now    int64   `json:"now"`
		Rounds []taken `json:"rounds"`
	}{Now: p.rounds.Now(ctx).UnixMilli(), Rounds: []taken{}}
	for _, t := range all {
		m, err := p.doors.Mark(ctx, t.Round)
		if err != nil {
			return err
		}
		one := taken{ID: string(t.Round.ID), Mark: m, Title: title(t.Round), About: about(t.Round), Page: driven + "/" + string(t.Round.ID), Wiped: t.Wiped.UnixMilli(), Stops: []takenStop{}}
		for _, s := range t.Stops {
			one.Stops = append(one.Stops, inWords(s))
		}
		told.Rounds = append(told.Rounds, one)
	}
	return answer(w, http.StatusOK, told)
}

func inWords(s doorstep.TakenStop) takenStop {
	t := takenStop{
		ID: string(s.Stop.ID), Position: s.Position, Title: roundsview.What(s.Line), About: roundsview.About(s.Line), Address: s.Address, Where: s.Where, Way: s.Way,
		Page: stops + "/" + string(s.Stop.ID), Notes: s.Notes, Door: s.Door, Hidden: s.Hidden, Medical: s.Medical, Person: s.Task == routing.Bring && s.Record != "",
		Done: s.State.Done(), State: s.State.Label(),
	}
	for _, m := range s.Marks {
		t.Marks = append(t.Marks, mark{roundsview.Sign(m), m})
	}
	for _, o := range s.Outcomes() {
		t.Outcomes = append(t.Outcomes, string(o))
	}
	return t
}

// receipt says what became of what was sent.
type receipt struct {
	Receipt string `json:"receipt"`
	Words   string `json:"words,omitempty"`
}

func (p *pages) outcome(w http.ResponseWriter, r *http.Request) error {
	e, err := sealed(r)
	if err != nil {
		return refused(w, err)
	}
	got, err := p.doors.Receive(r.Context(), e)
	if err != nil {
		return refused(w, err)
	}
	return answer(w, http.StatusOK, receipt{Receipt: string(got)})
}

func (p *pages) photo(w http.ResponseWriter, r *http.Request) error {
	e, err := sealed(r)
	if err != nil {
		return refused(w, err)
	}
	if err := p.doors.ReceivePhoto(r.Context(), e); err != nil {
		return refused(w, err)
	}
	return answer(w, http.StatusOK, receipt{Receipt: string(doorstep.Recorded)})
}

func sealed(r *http.Request) (e doorstep.Sealed, err error) {
	if err := json.NewDecoder(r.Body).Decode(&e); err != nil {
		return e, &fault.Error{Kind: fault.Invalid, Code: "doorstep.body", Message: "What the phone sent did not arrive whole.", Err: err}
	}
	return e, nil
}

// refused tells the phone why something was not taken, where that is not a matter of trying
// again.
func refused(w http.ResponseWriter, err error) error {
	switch fault.KindOf(err) {
	case fault.Invalid, fault.Conflict, fault.Stale, fault.Forbidden, fault.NotFound:
		return answer(w, web.Status(err), receipt{Words: fault.MessageOf(err)})
	}
	return err
}

func answer(w http.ResponseWriter, status int, v any) error {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // whoever is no longer there cannot be told
	return nil
}

// picture is a photo from a door, for whoever may see the stop.
func (p *pages) picture(w http.ResponseWriter, r *http.Request) error {
	photo, err := p.doors.PhotoOf(r.Context(), r.PathValue("photo"))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/jpeg")
	w.Header().Set("Content-Disposition", `inline; filename="door-`+photo.TakenAt.UTC().Format(time.DateOnly)+`.jpg"`)
	_, _ = w.Write(photo.JPEG)
	return nil
}
