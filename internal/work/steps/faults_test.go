package steps_test

import (
	"testing"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/registers/accounts"
	"kith/internal/registers/contacts"
	"kith/internal/registers/messages"
	"kith/internal/work/steps"
)

const roles = `roles:
  - {id: agent, title: Agent, access: agent, held_for: borough, description: d, whose: own}
  - {id: point, title: Point, access: coordinator, held_for: borough, description: d, whose: own}
  - {id: manager, title: Manager, access: manager, held_for: borough, description: d, whose: own}
  - {id: admin, title: Admin, access: admin, held_for: borough, description: d, whose: own}
  - {id: governance, title: Governance, access: governance, held_for: borough, description: d, whose: own}
`

const ring = "---\ntitle: Ring us\nwhen: At any time\nsent_as: [text]\nreveals: nothing\n---\n{{council}}: please ring {{helpline}}.\n"

const come = "---\ntitle: We come\nwhen: At any time\nsent_as: [text]\n---\nWe come on {{appointment}}.\n"

const parcel = `name: Parcel
about: A parcel, brought.
ends:
  - {id: helped, name: They have it, need: met}
  - {id: gone, name: Not needed, need: gone}
stops:
  deceased: {end: gone}
  moved: {end: gone}
  asked_to_stop: {end: gone}
unsafe: {to: decide}
steps:
  - id: ring
    kind: call
    title: Ring
    due: 4 working hours
    overdue: {escalate: manager, again: 1 hour}
    recurs: {every: 7, review: 4, then: {to: decide}}
    outcomes:
      - {id: talked, label: We talked, next: true}
      - {id: bring, label: Bring it, to: bring}
      - {id: no-answer, label: No answer, to: bring}
    whose: own
  - id: bring
    kind: deliver
    title: Bring it
    due: with the need
    attempts: {most: 3, apart: 1 hour, then: {to: rest}}
    overdue: {to: rest}
    outcomes:
      - {id: done, label: Done, end: helped}
      - {id: no-answer, label: Nobody came, again: true}
    whose: own
  - id: rest
    kind: wait
    title: Wait a day
    due: 1 day at 9:00
    most: 2
    beyond: {to: decide}
    overdue: {to: bring}
    outcomes:
      - {id: done, label: They have it, end: helped}
    whose: own
  - id: decide
    kind: review
    title: Decide
    role: manager
    due: 1 working day
    outcomes:
      - {id: again, label: Again, to: ring, renew: true}
      - id: done
        label: They have it
        end: helped
        asks:
          - {id: who, label: Who has it, kind: text}
    whose: own
whose: own
`

func TestFaultsAreToldWithTheirPlace(t *testing.T) {
	const file = "protocols/parcel.yaml"
	fault := func(name, from, to, want string) blueprinttest.Break {
		return blueprinttest.Break{name, file, from, to, want}
	}
	blueprinttest.Each(t, map[string]string{file: parcel, "roles.yaml": roles, "letters/ring.md": ring, "letters/come.md": come},
		[]blueprint.Section{accounts.RolesSection(), messages.LettersSection(), steps.Section()},
		[]blueprinttest.Break{
			fault("a letter that is nowhere", "label: Bring it, to: bring", "label: Bring it, to: bring, tell_person: rong", file+`:20:62: there is no letter "rong"; did you mean ring?`),
			fault("a letter with places nobody fills in", "label: Bring it, to: bring", "label: Bring it, to: bring, tell_person: come", file+`:20:62: the letter come has places that nobody is there to fill in: appointment`),
			fault("a step that is nowhere", "overdue: {to: rest}", "overdue: {to: rust}", file+`:28:19: there is no step "rust"; did you mean rest?`),
			fault("an end that is nowhere", "label: Done, end: helped", "label: Done, end: healed", file+`:30:38: there is no end "healed"`),
			fault("a role that is nowhere", "{escalate: manager, again: 1 hour}", "{escalate: manger, again: 1 hour}", file+`:16:25: there is no role "manger"; did you mean manager?`),
			fault("a protocol that is nowhere", "label: Bring it, to: bring", "label: Bring it, to: bring, raise: check", file+`:20:56: there is no protocol "check"`),
			fault("an unknown key", "label: We talked, next: true", "label: We talked, nxt: true", file+`:19:40: unknown key "nxt"; did you mean next?`),
			fault("a kind there is not", "kind: review", "kind: revue", file+`:44:11: "revue" is not one of the choices; did you mean review?`),
			fault("no length of time", "due: 1 working day", "due: tomorrow", file+`:47:10: "tomorrow" is no length of time`),
			fault("a time of day with hours", "due: 4 working hours", "due: 4 hours at 9:00", file+`:15:10: a time of day, from 0:00 to 23:59, goes with days`),
			fault("a step twice", "- id: decide", "- id: rest", file+`:43:9: step "rest" is already at `+file+`:33`),
			fault("an outcome twice", "{id: bring, label", "{id: talked, label", file+`:20:14: outcome "talked" is already at `+file+`:19`),
			fault("an outcome that leads nowhere", "label: Bring it, to: bring", "label: Bring it", file+`:20:10: it leads nowhere`),
			fault("an outcome that leads twice", "label: Bring it, to: bring", "label: Bring it, to: bring, end: helped", file+`:20:10: it leads to a step and to an end`),
			fault("nobody may answer", "- {id: no-answer, label: Nobody came, again: true}", "- {id: nobody, label: Nobody came, again: true}", file+`:29:5: nobody may answer, and it does not say where that leads`),
			fault("no answer ends it", "label: No answer, to: bring", "label: No answer, end: gone", file+`:21:48: nobody was reached, and so nothing is known`),
			fault("the clock ends it", "overdue: {to: rest}", "overdue: {end: helped}", file+`:28:20: only a person can say that it is over`),
			fault("tries end it", "apart: 1 hour, then: {to: rest}", "apart: 1 hour, then: {end: helped}", file+`:27:52: only a person can say that it is over`),
			fault("a deadline that leads nowhere", "    overdue: {to: rest}\n", "", file+`:23:5: when its time passes nothing happens`),
			fault("a wait that leads nowhere", "    overdue: {to: bring}\n", "    overdue: {escalate: manager}\n", file+`:33:5: it waits and does not say how long, or what comes then`),
			fault("tries without number", "    attempts: {most: 3, apart: 1 hour, then: {to: rest}}\n", "", file+`:23:5: it is tried again and does not say how often`),
			fault("one try", "most: 3, apart", "most: 1, apart", file+`:27:22: 1 tries are too few or too many`),
			fault("a rhythm nobody keeps", "label: We talked, next: true", "label: We talked, to: bring", file+`:17:5: nothing leads to another time`),
			fault("a rhythm without end", "review: 4,", "review: 4000,", file+`:17:32: after 4000 times nobody would look at it`),
			fault("a way that is not safe", "unsafe: {to: decide}\n", "", file+`:11:5: it does not say what is done where a call is not safe`),
			fault("where a call is not safe, a call", "unsafe: {to: decide}", "unsafe: {to: ring}", file+`:12:5: where a call is not safe it leads to a call`),
			fault("a step nothing leads to", "  - id: decide\n", "  - id: lost\n    kind: review\n    title: L\n    role: manager\n    due: 1 hour\n    outcomes:\n      - {id: done, label: D, end: helped}\n    whose: own\n  - id: decide\n", file+`:43:9: nothing leads to the step lost`),
			fault("a stop that leads nowhere", "asked_to_stop: {end: gone}", "asked_to_stop: {raise: parcel}", file+`:9:3: it leads nowhere`),
			fault("an end nothing leads to", "  - {id: gone, name: Not needed, need: gone}", "  - {id: gone, name: Not needed, need: gone}\n  - {id: lost, name: Lost, need: not-met}", file+`:6:10: nothing leads to the end lost`),
			fault("round without end", "    most: 2\n    beyond: {to: decide}\n", "", file+`:23:5: the steps bring, rest can go round without end`),
			fault("a lap nobody decides on", "to: ring, renew: true", "to: ring", file+`:12:5: the steps ring, bring, rest, decide can go round without end`),
			fault("a lap decided without a role", "label: Bring it, to: bring", "label: Bring it, to: bring, renew: true", file+`:20:56: only a role may decide to go round once more`),
			fault("steps that pass it round", "unsafe: {to: decide}", "unsafe: {to: ring}", file+`:12:5: the steps ring pass the work round without anybody doing anything`),
			fault("a choice without options", "kind: text", "kind: choice", file+`:54:14: options go with a choice`),
			fault("the whole without ends", "  - {id: helped, name: They have it, need: met}\n  - {id: gone, name: Not needed, need: gone}\n", "  []\n", file+`:22:5: no way leads from the step bring to an end`),
			fault("neither own nor adopted", "whose: own\n  - id: bring", "whose: adopted\n  - id: bring", file+`:22:12: an adopted rule does not say from whom`),
		})
}

func TestTwoProtocolsAreNotStartedForTheSame(t *testing.T) {
	starts := "name: Parcel\nstarts: {needs: [food], straight: true}"
	files := map[string]string{"roles.yaml": roles, "protocols/a.yaml": starts + parcel[len("name: Parcel"):], "protocols/b.yaml": starts + parcel[len("name: Parcel"):]}
	got := blueprinttest.Problems(files, accounts.RolesSection(), steps.Section())
	want := []string{
		"protocols/b.yaml:2:18: a starts the need food already; let one protocol start it",
		"protocols/b.yaml:2:35: a starts what goes straight to a service already; let one protocol start it",
	}
	if len(got) != len(want) || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestAListThatNobodyGivesStartsNothing(t *testing.T) {
	starts := "name: Parcel\nstarts: {lists: [{list: shielded, teams: [agent]}, {list: shieled, teams: [agent]}]}"
	files := map[string]string{
		"roles.yaml": roles, "protocols/a.yaml": starts + parcel[len("name: Parcel"):],
		"contacts.yaml": "gap_hours: 24\nlists:\n  - {id: shielded, name: Shielded patients, owner: The NHS}\n",
	}
	got := blueprinttest.Problems(files, accounts.RolesSection(), contacts.RulesSection(), steps.Section())
	want := `protocols/a.yaml:2:59: there is no list "shieled"; did you mean shielded?`
	if len(got) != 1 || got[0] != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
}
