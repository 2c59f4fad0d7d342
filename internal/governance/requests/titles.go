package requests

import (
	"maps"
	"slices"
	"strings"
)

// titles are what parts of a copy are called where the name of the table would not do.
var titles = map[string]string{
	"people_record": "Who you are and how to reach you", "people_note": "Notes about you", "people_token": "Words you are found by",
	"people_withheld_address": "Your withheld address", "people_membership": "Which of our records are you", "people_likeness": "People with details like yours",
	"attributes_attribute": "What other services told us", "households_care": "Your carers", "households_helper": "People who help you",
	"households_member": "Who lives with you", "households_household": "Your home", "households_silence": "Who is told nothing of you",
	"contacts_event": "When we were in touch", "contacts_unreached": "When we could not reach you", "messages_inbound": "Messages from you", "messages_outbox": "Messages to you",
	"requests_request": "What you asked about your data",
	"journal_entry":    "What was done, and who looked", "needs_request": "What you asked for", "needs_need": "What you needed", "needs_said": "What you told us later",
	"tasks_task": "Work done for you", "deliveries_delivery": "What was brought to you", "food_order": "Food you ordered", "food_invoice": "Your invoices",
	"medicines_prescription": "Medicines fetched for you", "intake_call": "Calls with you", "intake_registration": "Your registration",
	"lists_row": "Lists you were on", "lists_handed": "Teams we asked to reach you", "outreach_row": "Lists of people we could not reach", "risk_score": "How soon we thought to reach you",
	"cohorts_member": "Groups we chose to reach", "rounds_stop": "Stops at your door", "updates_feedback": "What you told us of our help", "protocols_step": "The steps of our work",
	"volunteers_volunteer": "Who you are and how you help", "volunteers_check": "Your checks", "matching_offer": "Work you were offered", "matching_hours": "Hours you gave",
}

// title is what a part is called.
func title(table string) string {
	if known, ok := titles[table]; ok {
		return known
	}
	return label(table)
}

// labels are what columns are called where their own name would not do.
var labels = map[string]string{
	"carer_id": "Who cares for you", "does": "What they do", "backup": "Who steps in", "ring": "Whom to ring",
	"relation": "Who they are to you", "said": "What was said", "own_words": "Your own words",
}

// label is a name of a column, or of an answer, for people to read.
func label(name string) string {
	if known, ok := labels[name]; ok {
		return known
	}
	text := strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == '_' || r == '-' || r == '.' {
			return ' '
		}
		return r
	}, name))
	if text == "" {
		return name
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
