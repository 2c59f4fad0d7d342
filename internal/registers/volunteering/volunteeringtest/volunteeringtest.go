// Package volunteeringtest is a small volunteering.yaml for tests.
package volunteeringtest

import (
	"testing"

	"kith/internal/blueprint"
	"kith/internal/blueprint/blueprinttest"
	"kith/internal/registers/volunteering"
)

// Load reads a blueprint with the sound file.
func Load(t testing.TB) *blueprint.Blueprint {
	return blueprinttest.Load(t, map[string]string{"volunteering.yaml": Sound}, volunteering.Section())
}

// Rules are the sound file, read.
func Rules(t testing.TB) *volunteering.Rules { return volunteering.Of(Load(t)) }

// Sound is a volunteering.yaml without a fault.
const Sound = `minimum_age: 18
principles:
  version: 2026-11-01
  says:
    - {id: kind, text: I am kind.}
joining: {checks: [identity], modules: [welcome]}
skills:
  - {id: driving, label: Driving}
  - {id: advice, label: Advice, staff: true}
checks:
  - {id: identity, name: Name and address check, kind: identity, public_name: a name and address check, bring: Bring two papers., how: See two papers., whose: own}
  - {id: references, name: References, kind: reference, needed: 2, how: Ring them., whose: own}
  - {id: dbs-basic, name: Basic DBS check, kind: dbs, level: basic, how: See it., whose: own}
  - {id: dbs, name: Enhanced DBS check, kind: dbs, level: enhanced, valid_months: 12, how: See the certificate., whose: own}
  - {id: licence, name: Driving licence, kind: right, how: See it., whose: own}
  - {id: insurance, name: Insurance, kind: right, valid_months: 12, write: [number, last-day, how], how: See the policy., whose: own}
modules:
  - id: welcome
    title: Welcome
    minutes: 10
    text: Welcome to us.
    quiz:
      - {id: card, question: A card?, choices: [Take it, Say no], right: 2, because: Nobody takes one.}
      - {id: worry, question: A worry?, choices: [Tell the hub, Tell nobody], right: 1, because: They know.}
    pass: 2
    whose: own
  - {id: listening, title: Listening, minutes: 20, text: Listen., quiz: [{id: a, question: Why?, choices: [B, C], right: 1, because: B.}], pass: 1, whose: own}
activities:
  - {id: food, name: Food, public_label: Bring food, about: You bring food., categories: [food], place: doorstep, minutes: 60, duties: Bring it., guidance: Knock., privacy: Tell nobody., paid: invoice, faq: [{id: pay, q: Who pays?, a: The council.}], whose: own}
  - {id: call, name: Calls, public_label: Ring, about: You ring., categories: [comfort-call], checks: [references], modules: [listening], place: phone, minutes: 30, duties: Ring., guidance: Listen., privacy: Tell nobody., paid: nothing, whose: own}
  - {id: visit, name: Visits, public_label: Visit, about: You visit., categories: [befriending], checks: [dbs], place: home, minutes: 60, duties: Come., guidance: Show your letter., privacy: Tell nobody., paid: nothing, whose: own}
  - {id: lift, name: Lifts, public_label: Drive, about: You drive., categories: [transport], checks: [licence, insurance], skills: [driving], place: outside, vehicle: car, minutes: 90, duties: Drive., guidance: Ring first., privacy: Tell nobody., paid: nothing, whose: own}
paying: You never handle cash.
caps:
  per_week: 3
  per_month_most: 20
  in_hand: 4
  offers_at_once: 3
  answer_within: 4
  widen: [{after: 0, to: nearest, metres: 2000}, {after: 4, to: borough}]
  alert_after: 12
  whose: own
thanks: {weekly: Thank you., end: Thank you all.}
`
