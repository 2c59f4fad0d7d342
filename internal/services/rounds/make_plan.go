package rounds

import (
	"context"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/kernel/ident"
	"kith/internal/plat/access"
	"kith/internal/plat/db"
)

// PlanDay asks for the rounds of a day, for a neighbourhood or, where hood is "", the whole
// borough. The plan is worked out behind the pages: see [Service.Solve]. Where the day has a
// plan that is open it is planned afresh; where that is published, only what has changed since
// is, and the rest stays as drivers have it.
func (s *Service) PlanDay(ctx context.Context, d day.Date, hood string) (p Plan, err error) {
	defer fault.Wrap(&err, "plan the rounds of %s", d)
	if err := access.Check(ctx, hood, planners...); err != nil {
		return Plan{}, err
	}
	if _, err := s.Rules(ctx); err != nil {
		return Plan{}, err
	}
	if d.Before(s.Today(ctx)) {
		return Plan{}, invalid("rounds.past", "Enter today or a later day.")
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		found := false
		if p, found, err = planOn(tx, d, hood); err != nil {
			return err
		}
		if !found {
			p = Plan{ID: ident.New[Plan](tx.Now()), Day: d, Neighbourhood: hood, State: Solving, MadeAt: tx.Now(), MadeBy: tx.Actor(), Version: 1}
			p.Progress = Progress{Asked: Afresh, AskedAt: tx.Now()}
			if err := insertPlan(tx, p); err != nil {
				return err
			}
			return p.tellAsked(tx)
		}
		asked := Afresh
		if p.Published > 0 {
			asked = Late
		}
		return p.ask(tx, asked)
	})
	if db.IsUnique(err) {
		err = stale("plan")
	}
	return p, err
}

// ask has a plan worked out again.
func (p *Plan) ask(tx *db.Tx, asked Asked) error {
	if p.State == Solving {
		return conflict("rounds.solving", "The rounds are being worked out already. Wait until they are there, or stop and keep the best.")
	}
	p.State, p.Progress = Solving, Progress{Asked: asked, AskedAt: tx.Now()}
	if err := savePlan(tx, *p); err != nil {
		return err
	}
	p.Version++
	return p.tellAsked(tx)
}

// TopicAsked is told when rounds are to be worked out.
const TopicAsked = "rounds.asked"

func (p Plan) tellAsked(tx *db.Tx) error {
	return p.tell(tx, "asked for rounds to be planned", "asked", map[string]any{"asked": p.Asked})
}

func (p Plan) tell(tx *db.Tx, verb, topic string, data map[string]any) error {
	if data == nil {
		data = map[string]any{}
	}
	data["day"] = p.Day.String()
	return tell(tx, verb, topic, p.Neighbourhood, data, planObject(p.ID))
}

// StopSearch has a search end with the best it has found so far.
func (s *Service) StopSearch(ctx context.Context, id PlanID) (err error) {
	defer fault.Wrap(&err, "stop the search of plan %s", id)
	if _, err := s.planFor(ctx, id, planners); err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		_, err := askStop(tx, id)
		return err
	})
}

// planFor reads a plan for somebody with one of the roles where it is.
func (s *Service) planFor(ctx context.Context, id PlanID, of []access.Role) (Plan, error) {
	p, err := planByID(s.db.Read(ctx), id)
	if err != nil {
		return Plan{}, err
	}
	return p, access.Check(ctx, p.Neighbourhood, of...)
}

// Plan returns a plan for somebody who may see it.
func (s *Service) Plan(ctx context.Context, id PlanID) (p Plan, err error) {
	defer fault.Wrap(&err, "plan %s", id)
	return s.planFor(ctx, id, viewers)
}

// VersionOf returns a version of a plan that the caller may see; number 0 is its latest.
func (s *Service) VersionOf(ctx context.Context, p Plan, number int64) (v Version, err error) {
	defer fault.Wrap(&err, "version %d of plan %s", number, p.ID)
	if number == 0 {
		number = p.Current
	}
	return versionOf(s.db.Read(ctx), p.ID, number)
}

// Versions lists the versions of a plan, the latest first, without what they say.
func (s *Service) Versions(ctx context.Context, p Plan) ([]Version, error) {
	return versionsOf(s.db.Read(ctx), p.ID, mostVersions)
}

const mostVersions = 30

// Plans lists the latest plans of the neighbourhoods the caller works for.
func (s *Service) Plans(ctx context.Context, limit int) (all []Plan, err error) {
	defer fault.Wrap(&err, "list plans")
	hoods := access.Narrow(ctx, nil, viewers...)
	if hoods != nil && len(hoods) == 0 {
		return nil, access.CheckHeld(ctx, viewers...)
	}
	return listPlans(s.db.Read(ctx), hoods, limit)
}
