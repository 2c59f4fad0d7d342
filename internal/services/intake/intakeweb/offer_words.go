package intakeweb

import (
	"context"

	"kith/internal/plat/words"
	"kith/internal/work/answers"
)

// offerWords are what the pages say on which somebody offers to help. They stand in the
// catalogues of [words], under "offer". What the borough does and asks stands in its
// blueprint.
type offerWords struct {
	Offer, HomeLead, OfferLead            string
	Before                                []string
	MinimumAge                            string // "%d" is the age
	Principles                            string
	Age, AgeWhy, AgeMissing               string // "%d" in AgeWhy is the age
	Name, NameWhy                         string
	FirstName, FirstNameMissing           string
	LastName, LastNameMissing             string
	Where, WhereWhy                       string
	Street, StreetMissing                 string
	Postcode, PostcodeMissing             string
	Contact, ContactWhy                   string
	Phone, Email, ContactMissing          string
	Activities, ActivitiesWhy             string
	ActivitiesMissing                     string
	NeedsCar, NeedsVehicle, NeedsDbs      string
	FromHome, MoreChecks                  string
	Skills, SkillsWhy                     string
	Languages, LanguagesWhy               string
	LanguagesList, OtherLanguages         string
	Vehicle, VehicleWhy, VehicleMissing   string
	Vehicles                              map[string]string // by the ids of vehicles
	Driving, DrivingWhy                   string
	Licence, LicenceMissing               string
	Insured, InsuredHint, InsuredMissing  string
	Said                                  map[string]string // yes, no, not-sure
	Free, FreeWhy, FreeAny, FreeAnyTitle  string
	FreeTable, FreeMissing                string
	FreeBox                               string            // "%[1]s" is the day, "%[2]s" the part of it
	Days                                  map[string]string // mon to sun
	DayParts                              map[string]string // morning, afternoon, evening
	Reach, ReachWhy, ReachMissing         string
	Reaches                               map[string]string // by metres; "0" is anywhere the team works
	Often, OftenWhy, PerWeek, PerMonth    string
	RatherNot, RatherNotWhy               string
	Health, HealthWhy                     string
	Shields, ShieldsMissing               string
	HealthNote, HealthNoteHint            string
	Emergency, EmergencyWhy               string
	EmergencyName, EmergencyNameMissing   string
	EmergencyPhone, EmergencyPhoneMissing string
	Agree, AgreeWhy                       string
	AgreeTitle, AgreeBox, AgreeMissing    string
	AgreeAnew                             string // the principles changed since
	KeepTitle, KeepBox, KeepMissing       string
	Parts                                 map[answers.Part]string
	SendNow, SendLead, Send               string
	SentOtherwise                         string
	Sent, SeeSent, SendAnother            string
	Done, DoneTeam, DonePoint             string // "%s" is the team
	Next                                  []string
	NoDriving, Again, ChangeLead          string
	TooYoung, TooYoungLead, TooYoungElse  string // "%d" is the age
	InsteadOfHelping                      []string
	WrongDate                             string
	Outside, OutsideOf, OutsideSomewhere  string // "%s" is the council
	RingThem, FindCouncil                 string // "%s" is the council
	WrongPostcode, LeaveHint              string
}

var offerTexts = words.Declare[offerWords]("offer")

func sayOffer(ctx context.Context) *offerWords { return offerTexts.In(ctx) }
