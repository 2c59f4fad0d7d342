package intake

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/db"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/work/answers"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/tasks"
)

// Asking is a request as it is made.
type Asking struct {
	Channel   needs.Channel
	Blueprint string // the version the questions came from; "" is the current one
	Answers   answers.Answers
	Key       string // idempotency key; compulsory, at most 200 characters

	// Record is a record of whoever needs the help, where staff found them: what is said
	// now is said of that person. "" adds somebody new.
	Record people.RecordID
	// Setting is the care home, school or other setting that the request is for; who is
	// named in the answers leads it or asks for it. "" is a request for a person.
	Setting organisations.ID
	// Language is the one the form was filled in in, when that is not English: "Polish".
	// Whoever filled it in needs an interpreter in it, unless they named another.
	Language string
	// Arrival is how it came in besides the channel: where they walked in, who referred them.
	Arrival Arrival
	// Nameless says that they gave no name: it is not demanded.
	Nameless bool

	// also is done in the transaction that makes the request.
	also func(tx *db.Tx, r needs.Request) error
}

// Receipt is what the asker is told.
type Receipt struct {
	Reference     ident.Reference
	Code          string // six digits that with the reference show how the request stands
	Neighbourhood string // "" while a coordinator finds the hub
	ContactBy     time.Time
	Urgent        bool
	SteerTo       []string          // signposts worth trying meanwhile
	Outside       *places.Authority // the council next door whose resident this seems to be
}

// Blueprints gives the rules a request is taken by.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
	At(ctx context.Context, version string) (*blueprint.Blueprint, error)
}

// Service takes requests.
type Service struct {
	db         *db.DB
	blueprints Blueprints
	places     *places.Service
	people     *people.Service
	steps      tasks.Keeper
	secret     []byte
}

// New returns the service. The secret is what status codes are made with; with another
// secret the codes already given out stop working.
func New(d *db.DB, b Blueprints, where *places.Service, who *people.Service, secret []byte) *Service {
	return &Service{db: d, blueprints: b, places: where, people: who, steps: protocols.New(d, b), secret: secret}
}

// tries is how often a request is written before giving up: another writer may have used
// the same key, or the same reference, in the same moment.
const tries = 4

// Ask takes a request. It answers [fault.Invalid] for answers that cannot be accepted,
// with every one named in a [Refused], and [fault.Conflict] for a key that was used with
// other answers. An address that routes nowhere is no error: a coordinator finds the hub.
func (s *Service) Ask(ctx context.Context, a Asking) (receipt Receipt, err error) {
	defer fault.Wrap(&err, "ask for help")
	a.Answers = a.Answers.Given()
	rules, err := s.rulesOf(ctx, a)
	if err != nil {
		return Receipt{}, err
	}
	hash := fingerprint(a)
	earlier, found, err := needs.Earlier(s.db.Read(ctx), a.Key, hash)
	if err != nil {
		return Receipt{}, err
	}
	if found {
		return s.again(ctx, a, earlier)
	}
	return s.take(ctx, rules, a, hash)
}

// again gives back the receipt of a request that was already made with this key.
func (s *Service) again(ctx context.Context, a Asking, earlier needs.Request) (Receipt, error) {
	routing, err := s.places.Route(ctx, a.Answers.First(answers.AskPostcode))
	if err != nil {
		return Receipt{}, err
	}
	all, err := needs.AllNeeds(s.db.Read(ctx), earlier.ID)
	if err != nil {
		return Receipt{}, err
	}
	var decided []needs.Result
	for _, n := range all {
		decided = append(decided, n.Decision)
	}
	return s.receipt(a, earlier, decided, routing), nil
}

// take reads all it needs, then writes in one transaction.
func (s *Service) take(ctx context.Context, b book, a Asking, hash string) (receipt Receipt, err error) {
	who := described(a.Answers)
	routing, err := s.places.Route(ctx, a.Answers.First(answers.AskPostcode))
	if err != nil {
		return Receipt{}, err
	}
	like, err := s.like(ctx, a, who)
	if err != nil {
		return Receipt{}, err
	}
	p, err := b.plan(a, who, routing, s.db.Read(ctx).Now())
	if err != nil {
		return Receipt{}, err
	}
	p.known, p.also, p.arrival = a.Record, a.also, a.Arrival
	if p.setting, err = s.settingOf(ctx, a); err != nil {
		return Receipt{}, err
	}
	p.request.Key, p.request.BodyHash, p.request.Code = a.Key, hash, s.code(a.Key)
	for try := range tries {
		request, earlier, err := s.write(ctx, p, like, try > 0)
		switch {
		case err == nil && earlier:
			return s.again(ctx, a, request)
		case err == nil:
			return s.receipt(a, request, p.needs, routing), nil
		case !db.IsUnique(err):
			return Receipt{}, err
		}
	}
	return Receipt{}, fault.New(fault.Unavailable, "intake.busy", "We could not take your request just now. Your answers are kept. Send them again.")
}

// like are those who may be the same as somebody new. Whom staff found looks like nobody.
func (s *Service) like(ctx context.Context, a Asking, who people.Described) ([]people.Candidate, error) {
	if a.Record != "" {
		return nil, nil
	}
	return s.people.Match(ctx, who)
}

// settingOf finds the setting an asking is for; the zero Organisation where it is for a
// person.
func (s *Service) settingOf(ctx context.Context, a Asking) (organisations.Organisation, error) {
	if a.Setting == "" {
		return organisations.Organisation{}, nil
	}
	return needs.SettingIn(s.db.Read(ctx), a.Setting)
}

// write carries the plan out. When a first try broke a unique index it looks, inside the
// transaction, for the request that had the key first: that one may share our commit and
// not be there for others to read yet.
func (s *Service) write(ctx context.Context, p plan, like []people.Candidate, look bool) (request needs.Request, earlier bool, err error) {
	err = s.db.Write(ctx, func(tx *db.Tx) (err error) {
		if look {
			request, earlier, err = needs.Earlier(tx, p.request.Key, p.request.BodyHash)
			if err != nil || earlier {
				return err
			}
		}
		request, err = p.write(tx, like)
		return err
	})
	return request, earlier, err
}

func (s *Service) receipt(a Asking, r needs.Request, decided []needs.Result, routing places.Routing) Receipt {
	receipt := Receipt{
		Reference: r.Reference, Code: s.code(a.Key), Neighbourhood: r.Neighbourhood,
		ContactBy: r.FirstContactDue, Urgent: r.Priority.Rank() <= needs.Urgent.Rank(),
		Outside: routing.Authority,
	}
	for _, d := range decided {
		for _, id := range d.SteerTo {
			if !slices.Contains(receipt.SteerTo, id) {
				receipt.SteerTo = append(receipt.SteerTo, id)
			}
		}
	}
	return receipt
}

// code is the asker's status code. It is worked out from the key, so that pressing twice
// shows the same one and none has to be kept.
func (s *Service) code(key string) string {
	mac := hmac.New(sha256.New, s.secret)
	mac.Write([]byte("status code\x00" + key))
	return fmt.Sprintf("%06d", binary.BigEndian.Uint64(mac.Sum(nil))%1_000_000)
}

// CodeOf is the status code of a request, for a message to the person who asked. A request
// whose code is not of our making is [fault.NotFound].
func (s *Service) CodeOf(ctx context.Context, id needs.RequestID) (code string, err error) {
	defer fault.Wrap(&err, "status code of request %s", id)
	r := s.db.Read(ctx)
	key, err := needs.KeyIn(r, id)
	if err != nil {
		return "", err
	}
	request, err := needs.RequestIn(r, id)
	if err != nil {
		return "", err
	}
	_, err = needs.ByCode(r, request.Reference, s.code(key))
	return s.code(key), err
}

// fingerprint tells one body from another. Maps are written in the order of their keys.
func fingerprint(a Asking) string {
	body, err := json.Marshal(struct {
		Channel  needs.Channel
		Answers  answers.Answers
		Record   people.RecordID  `json:",omitempty"`
		Setting  organisations.ID `json:",omitempty"`
		Nameless bool             `json:",omitempty"`
		Arrival  Arrival          `json:",omitzero"`
	}{a.Channel, a.Answers, a.Record, a.Setting, a.Nameless, a.Arrival})
	if err != nil {
		panic("intake: answers are not text: " + err.Error())
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}
