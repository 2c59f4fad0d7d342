package command

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"kith/internal/blueprint"
	"kith/internal/kernel/fault"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
	"kith/internal/plat/journal"
)

// Blueprints gives the blueprint in force. *blueprint.Service is one.
type Blueprints interface {
	Current(ctx context.Context) (*blueprint.Blueprint, error)
}

// Figure is one line of a situation report, as it was on the day.
type Figure struct {
	Label string
	Value string
	Note  string // where it comes from, or what it counts
}

// Figures gives today's figures for a situation report.
type Figures func(ctx context.Context) ([]Figure, error)

// Service keeps what the groups keep.
type Service struct {
	db         *db.DB
	blueprints Blueprints
	figures    Figures
}

// New returns the service over a database. figures draws a situation report's.
func New(d *db.DB, b Blueprints, figures Figures) *Service { return &Service{d, b, figures} }

var (
	// doors may open the pages: which groups they see there, membership decides.
	doors = []access.Role{access.Coordinator, access.Manager, access.LogisticsLead, access.Analyst, access.Governance, access.Admin}
	// keepers say who sits in the groups.
	keepers = []access.Role{access.Manager, access.Admin}
)

// Doors may open the pages of command.
func Doors() []access.Role { return slices.Clone(doors) }

// Keepers may say who sits in the groups, if their role is for the whole borough.
func Keepers() []access.Role { return slices.Clone(keepers) }

// Sits reports whether an account sits in a group, and whether anybody does.
func Sits(r db.Reader, group, account string) (sits, peopled bool, err error) {
	all, err := sitting(r, group)
	sits = slices.ContainsFunc(all, func(m Member) bool { return m.Account != "" && m.Account == account })
	return sits, slices.ContainsFunc(all, func(m Member) bool { return m.Account != "" }), err
}

// May is what somebody may do in a group.
type May struct{ Read, Write, Keep bool }

// may is what the caller may do. Members read and write; information governance and whoever
// manages the whole borough read; while nobody sits in it, the latter write as well.
func may(ctx context.Context, r db.Reader, group string) (m May, err error) {
	who := access.From(ctx)
	sits, peopled, err := Sits(r, group, who.Account)
	leads := who.HasFor("", access.Manager)
	m.Write = sits || leads && !peopled
	m.Read = m.Write || leads || who.Has(access.Governance)
	m.Keep = who.HasFor("", keepers...)
	return m, err
}

// group finds a group, and what the caller may do in it.
func (s *Service) group(ctx context.Context, r db.Reader, id string) (g Group, m May, err error) {
	b, err := s.blueprints.Current(ctx)
	if err != nil {
		return g, m, err
	}
	g, ok := blueprint.Part[*Groups](b).Find(id)
	if !ok {
		return g, m, fault.New(fault.NotFound, "command.no-such-group", "The blueprint has no such group.")
	}
	m, err = may(ctx, r, id)
	return g, m, err
}

func (s *Service) writes(ctx context.Context, r db.Reader, id string) (Group, error) {
	g, m, err := s.group(ctx, r, id)
	if err == nil && !m.Write {
		err = fault.New(fault.Forbidden, "command.not-member", "Only members of "+g.Name+" may write here. Ask one of them, or whoever keeps its membership.")
	}
	return g, err
}

// Now is the time by the service's clock.
func (s *Service) Now(ctx context.Context) time.Time { return s.db.Read(ctx).Now() }

// MaxWords is how long a text of a group may be, in characters.
const MaxWords = 4000

// said checks a text that has to be given.
func said(text, code, missing string) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", fault.New(fault.Invalid, "command."+code, missing)
	}
	if utf8.RuneCountInString(text) > MaxWords {
		return "", fault.New(fault.Invalid, "command.too-long", fmt.Sprintf("Write at most %d characters", MaxWords))
	}
	return text, nil
}

func tell(tx *db.Tx, g Group, verb, event string, data map[string]any) error {
	return journal.Record(tx, journal.Entry{Verb: verb + " of " + g.Name, Topic: "command." + event, Objects: []journal.Object{{Kind: "group", ID: g.ID}}, Data: data})
}

func stale() error {
	return fault.New(fault.Conflict, "command.stale", "Somebody else has changed this meanwhile. Open it again to see how it stands.")
}
