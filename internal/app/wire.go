package app

import (
	"context"
	"log/slog"
	"path/filepath"
	"slices"
	"sync/atomic"

	"kith/internal/blueprint"
	"kith/internal/governance/audit"
	"kith/internal/governance/heads"
	"kith/internal/governance/keeping"
	"kith/internal/governance/papers"
	"kith/internal/governance/requests"
	"kith/internal/insight/boardreport"
	"kith/internal/insight/capacity"
	"kith/internal/insight/census"
	"kith/internal/insight/cohorts"
	"kith/internal/insight/identity"
	"kith/internal/insight/lists"
	"kith/internal/insight/measures"
	"kith/internal/insight/opendata"
	"kith/internal/insight/priorities"
	"kith/internal/insight/reports"
	"kith/internal/insight/risk"
	"kith/internal/insight/roll"
	"kith/internal/insight/situation"
	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
	"kith/internal/paper"
	"kith/internal/plat/access"
	"kith/internal/plat/brakes"
	"kith/internal/plat/config"
	"kith/internal/plat/db"
	"kith/internal/plat/jobs"
	"kith/internal/plat/journal"
	"kith/internal/plat/metrics"
	"kith/internal/plat/notify"
	"kith/internal/plat/postbox"
	"kith/internal/registers/accounts"
	"kith/internal/registers/assets"
	"kith/internal/registers/attributes"
	"kith/internal/registers/clients"
	"kith/internal/registers/contacts"
	"kith/internal/registers/households"
	"kith/internal/registers/messages"
	"kith/internal/registers/organisations"
	"kith/internal/registers/people"
	"kith/internal/registers/places"
	"kith/internal/registers/secondperson"
	"kith/internal/registers/staff"
	"kith/internal/registers/volunteers"
	"kith/internal/services/calls"
	"kith/internal/services/command"
	"kith/internal/services/deployment"
	"kith/internal/services/food"
	"kith/internal/services/intake"
	"kith/internal/services/intake/intakeweb"
	"kith/internal/services/matching"
	"kith/internal/services/medicines"
	"kith/internal/services/outreach"
	"kith/internal/services/rounds"
	"kith/internal/services/rounds/doorstep"
	"kith/internal/services/updates"
	"kith/internal/settings"
	"kith/internal/work/accessreview"
	"kith/internal/work/answers"
	"kith/internal/work/arrivals"
	"kith/internal/work/board"
	"kith/internal/work/breakglass"
	"kith/internal/work/deliveries"
	"kith/internal/work/duty"
	"kith/internal/work/fleet"
	"kith/internal/work/inbox"
	"kith/internal/work/levels"
	"kith/internal/work/needs"
	"kith/internal/work/protocols"
	"kith/internal/work/tasks"
)

// App is the program put together over one database, for one borough.
type App struct {
	Config  config.Common
	Borough string
	Clock   clock.Clock
	Log     *slog.Logger
	DB      *db.DB
	Keys    config.KeySet

	Journal       *journal.Journal
	Blueprints    *blueprint.Service
	Assets        *assets.Service
	Places        *places.Service
	Seconds       *secondperson.Service
	People        *people.Service
	Attributes    *attributes.Service
	Households    *households.Service
	Contacts      *contacts.Service
	Messages      *messages.Service
	Organisations *organisations.Service
	Accounts      *accounts.Service
	Clients       *clients.Service
	Staff         *staff.Service
	Volunteers    *volunteers.Service
	Answers       *answers.Service
	Needs         *needs.Service
	Tasks         *tasks.Service
	Duty          *duty.Service
	Levels        *levels.Service
	Protocols     *protocols.Service
	Board         *board.Service
	Intake        *intake.Service
	Updates       *updates.Service
	Calls         *calls.Service
	Outreach      *outreach.Service
	Inbox         *inbox.Service
	Glass         *breakglass.Service
	AccessReview  *accessreview.Service
	Deliveries    *deliveries.Service
	Food          *food.Service
	Medicines     *medicines.Service
	Matching      *matching.Service
	Command       *command.Service
	Deployment    *deployment.Service
	Fleet         *fleet.Service
	Rounds        *rounds.Service
	Arrivals      *arrivals.Service
	Doorstep      *doorstep.Service
	Identity      *identity.Service
	Lists         *lists.Service
	Roll          *roll.Service
	Risk          *risk.Service
	Cohorts       *cohorts.Service
	Reports       *reports.Service
	Census        *census.Service
	Measures      *measures.Service
	Priorities    *priorities.Service
	BoardReport   *boardreport.Service
	OpenData      *opendata.Service
	Situation     *situation.Service
	Capacity      *capacity.Service
	Paper         *paper.Service
	Settings      *settings.Service
	Heads         *heads.Service
	Audit         *audit.Service
	Keeping       *keeping.Service
	Requests      *requests.Service
	Papers        *papers.Service

	figures   *metrics.Metrics       // that monitoring is told
	publicURL atomic.Pointer[string] // where people find the site
	box       *postbox.Box           // what a demo sends to; nil otherwise
	hooks     notify.Callbacks       // what GOV.UK Notify tells of itself
	public    *intakeweb.Public      // one for the pages and the API, so that they count tries together
}

// Open opens the database of the flags and puts the services together. With prepare, and
// always on the embedded database, what the schema lacks is added first; a PostgreSQL
// database that was not prepared is refused, so that a rolling start does not race.
func Open(ctx context.Context, c config.Common, at clock.Clock, prepare bool) (a *App, err error) {
	log := c.Log()
	d, err := db.Open(ctx, databaseOf(c, at, log))
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			_ = d.Close()
		}
	}()
	if err := ready(ctx, c, d, prepare || c.Database == ""); err != nil {
		return nil, err
	}
	keys, err := config.Keys(c.KeyDir())
	if err != nil {
		return nil, err
	}
	a = &App{Config: c, Borough: c.Borough, Clock: at, Log: log, DB: d, Keys: keys, figures: metrics.New(log)}
	return a, a.wire()
}

func databaseOf(c config.Common, at clock.Clock, log *slog.Logger) db.Config {
	if c.Database != "" {
		return db.Config{URL: c.Database, Replica: c.Replica, Clock: at, Log: log}
	}
	return db.Config{Dir: filepath.Clean(c.Data), Clock: at, Log: log}
}

func ready(ctx context.Context, c config.Common, d *db.DB, prepare bool) error {
	if !prepare {
		return db.CheckSchema(ctx, d, Features().Migrations())
	}
	if err := firstABackup(ctx, c, d); err != nil {
		return err
	}
	return migrate(ctx, d)
}

func migrate(ctx context.Context, d *db.DB) error {
	if err := db.Migrate(ctx, d, Features().Migrations()); err != nil {
		return err
	}
	return jobs.Migrate(ctx, d)
}

func (a *App) wire() (err error) {
	if err := Features().Check(); err != nil {
		return err
	}
	a.Journal = journal.New(a.DB, a.Keys.Journal, a.Log)
	a.Blueprints = blueprint.New(a.DB, Features().Sections())
	a.Assets = assets.New(a.DB, a.Blueprints)
	a.Places = places.New(a.DB, a.areas)
	a.Seconds = secondperson.New(a.DB)
	a.People = people.New(a.DB, a.Journal.Reads())
	if err := a.People.Sealing(a.Keys.Address); err != nil {
		return err
	}
	a.Attributes = attributes.New(a.DB)
	a.Households = households.New(a.DB, a.People, a.Journal.Reads())
	a.Contacts = contacts.New(a.DB, a.Blueprints, a.People)
	a.Messages = messages.New(a.DB, a.Blueprints, a.Contacts, nil, a.Log)
	a.Contacts.Plan(tasks.PlannedContacts)
	a.Contacts.AgreedBy(intake.AgreementOf)
	a.Contacts.ListedBy(protocols.Listed)
	a.Organisations = organisations.New(a.DB)
	a.Accounts = accounts.New(a.DB)
	a.Clients = clients.New(a.DB)
	if err := a.wireSignIn(); err != nil {
		return err
	}
	a.Staff = staff.New(a.DB, a.Blueprints, a.Places)
	a.Deployment = deployment.New(a.DB, a.Blueprints, a.Places, a.Staff, a.foundAt)
	a.Staff.WatchedBy(a.Deployment)
	a.Volunteers = volunteers.New(a.DB, a.Blueprints, a.Places)
	a.Volunteers.NotedBy(a.Journal.Reads())
	a.Volunteers.KeyedBy(a.Keys.Web)
	a.Answers = answers.New(a.DB)
	a.Needs = needs.New(a.DB)
	a.Tasks = tasks.New(a.DB)
	a.Deliveries = deliveries.NewService(a.DB, a.Journal.Reads())
	a.Food = food.New(a.DB, a.Blueprints, a.Journal.Reads())
	a.Medicines = medicines.New(a.DB, a.Blueprints, a.Journal.Reads())
	a.Matching = matching.New(a.DB, a.Blueprints, a.Tasks, a.Volunteers, a.Journal.Reads())
	a.Matching.LetsInBy(a.Accounts)
	a.Matching.BarredBy(a.Medicines.StaffOnly)
	a.Matching.WritesBy(a.Messages, a.foundAt)
	a.Tasks.WatchedBy(a.Food, a.Medicines, a.Matching)
	a.Duty = duty.New(a.DB, a.Blueprints)
	a.Protocols = protocols.New(a.DB, a.Blueprints)
	a.Levels = levels.New(a.DB, a.Blueprints)
	a.Protocols.LevelsBy(levels.In)
	a.Matching.LevelsBy(levels.In)
	a.Deployment.LevelsBy(a.Levels.Level)
	a.Command = command.New(a.DB, a.Blueprints, a.todaysFigures)
	a.Levels.DecidedBy(command.Sits)
	a.Tasks.KeptBy(a.Protocols)
	a.Food.KeptBy(a.Protocols)
	a.Medicines.KeptBy(a.Protocols)
	a.Matching.WorriesTo(a.Protocols)
	a.Protocols.GivesBy(a.Matching.MayHave)
	a.Deliveries.HeldBy(deliveries.Order, a.Food)
	a.Deliveries.HeldBy(deliveries.Medicine, a.Medicines)
	a.Deliveries.HeldBy(deliveries.Parcel, a.Food.Parcels())
	a.Fleet = fleet.New(a.DB, a.Blueprints)
	a.Fleet.UsedBy(rounds.InUse)
	a.Arrivals = arrivals.New(a.DB, a.Fleet, a.Messages)
	a.Rounds = rounds.New(a.DB, a.Fleet, a.Deliveries, a.People, a.Journal.Reads())
	a.Rounds.WritesBy(a.Messages, a.foundAt, a.enter)
	a.Doorstep = doorstep.New(a.DB, a.Rounds, a.People, a.Journal.Reads())
	a.Doorstep.ChecksBy(a.Protocols)
	if err := a.Doorstep.OpensWith(a.Keys.Doors); err != nil {
		return err
	}
	a.Blueprints.GuardedBy(a.Protocols.Guard)
	a.Board = board.New(a.DB)
	a.Inbox = inbox.New(a.DB, a.Tasks, a.Blueprints, a.Journal.Reads())
	a.Glass = breakglass.New(a.DB, a.People, a.Seconds)
	a.AccessReview = accessreview.New(a.DB, a.Journal.Reads())
	a.wirePaper()
	a.Settings = settings.New(a.DB, a.Blueprints, a.Journal, a.Accounts)
	a.Identity = identity.New(a.DB, a.People, a.Journal.Reads())
	a.Roll = roll.New(a.DB, a.Blueprints)
	a.Risk = risk.New(a.DB, a.Blueprints, a.Roll, a.Journal.Reads())
	a.Cohorts = cohorts.New(a.DB, a.Blueprints, a.Roll, a.Risk, a.Journal.Reads())
	a.Cohorts.HandsTo(a.Protocols, a.Contacts, a.Messages)
	a.wireFigures()
	a.Intake = intake.New(a.DB, a.Blueprints, a.Places, a.People, a.Keys.Web)
	a.Updates = updates.New(a.DB, a.Blueprints, a.Messages, a.Intake.CodeOf, a.Keys.Web, a.foundAt)
	a.Updates.KeptBy(a.Protocols)
	a.Updates.LedBy(a.Protocols)
	a.Outreach = outreach.New(a.DB, a.People, a.Places, a.Contacts, a.Protocols)
	a.Lists = lists.New(a.DB, a.Blueprints, a.Assets, a.Places, a.Protocols)
	a.Calls = calls.New(a.DB, a.Blueprints, a.Contacts, a.Tasks)
	a.Calls.WritesBy(a.Messages)
	a.public = intakeweb.New(blueprint.Spoken{Source: a.Blueprints}, a.Answers, a.Intake, a.Needs, a.Clock, brakes.New(a.DB, a.Keys.Web))
	return a.wireGovernance()
}

// wireFigures puts together what counts and judges.
func (a *App) wireFigures() {
	a.Reports = reports.New(a.DB, a.Blueprints, append(Features().Measures(), a.Deployment.Measures()...), a.Journal.Reads())
	a.Census = census.New(a.DB, a.Blueprints)
	a.Measures = measures.New(a.DB, a.Blueprints, a.Reports, slices.Concat(counting().Measures(), a.Deployment.Measures(), a.Roll.Measures()), a.Roll, a.Journal.Reads())
	a.Reports.CataloguedBy(a.Measures)
	a.Priorities = priorities.New(a.DB, a.Measures)
	a.BoardReport = boardreport.New(a.Measures, a.Priorities, a.Reports, a.Blueprints, a.Journal.Reads())
	a.OpenData = opendata.New(a.DB, a.Measures, a.Reports, a.Blueprints)
	a.Situation = situation.New(a.DB, a.Blueprints, Features().Measures())
	a.Capacity = capacity.New(a.DB, a.Blueprints, Features().Measures())
	a.Capacity.Puts(a.Levels, a.howThingsStand)
	a.Situation.KnowsBy(a.Roll)
}

// areas gives places the areas of the current blueprint.
func (a *App) areas(ctx context.Context) (*places.Areas, string, error) {
	b, err := a.Blueprints.Current(ctx)
	if err != nil {
		return nil, "", err
	}
	return blueprint.Part[*places.Areas](b), b.Version, nil
}

// As names the borough, who acts and why, for work that no visitor asked for. The actor
// may do anything: it is the machine's own operator.
func (a *App) As(ctx context.Context, actor, purpose string) context.Context {
	ctx = db.As(ctx, db.Caller{Borough: a.Borough, Actor: actor, Purpose: purpose})
	operator := access.Principal{Account: actor, Name: actor}
	for _, role := range access.Roles() {
		operator.Grants = append(operator.Grants, access.Grant{Role: role})
	}
	return access.With(ctx, operator)
}

// Close flushes what is still to be written and closes the database.
func (a *App) Close(ctx context.Context) error {
	err := a.Journal.Reads().Flush(ctx)
	if closing := a.DB.Close(); err == nil {
		err = closing
	}
	return err
}

// NoBlueprint reports whether an error says that the borough has no blueprint yet.
func NoBlueprint(err error) bool { return fault.KindOf(err) == fault.NotFound }
