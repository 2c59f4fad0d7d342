package paper

import "kith/internal/plat/document"

// forms are the blank forms of a pack. They ask what the same pages on the screen ask.
func forms() []document.Part {
	return []document.Part{requestForm(), requestForm(), visitForm(), noAnswerCard(), offerForm()}
}

func requestForm() document.Part {
	return document.Part{
		Heading: "Request taken by phone", OwnPage: true,
		Says: []string{"Ask first: is it safe to talk now? If not, agree when to ring, and end the call. If life is in danger, ring 999."},
		Records: []document.Entry{
			{Blanks: []string{"Taken on (day and time):", "By:"}},
			{Head: "Who needs help", Blanks: []string{"First name:", "Last name:", "Phone:", "Address:", "Postcode:", "Date of birth, if they wish:", "Language, if an interpreter is needed:"}},
			{Head: "Who is asking", Ticks: []string{"They ask for themselves", "Somebody asks for them"}, Blanks: []string{"Name and phone of whoever asks:"}},
			{Head: "How may we reach them?", Ticks: []string{"Ring", "Text", "Letter", "Visit", "Voicemail is safe", "We may say who we are"}, Blanks: []string{"Safe times:", "Who else may be spoken to:"}},
			{Head: "What do they need?", Ticks: []string{"Food today", "Food this week", "Medicine fetched", "Somebody to talk to", "Help with money", "Something else"}},
			{Head: "In their own words", Rules: 4},
			{Head: "Who helps already, and what can they do themselves?", Rules: 2},
			{Head: "How soon?", Ticks: []string{"Now: somebody is in danger", "Today", "In two days", "This week"}, Blanks: []string{"What was agreed:"}},
		},
	}
}

func visitForm() document.Part {
	visit := document.Entry{
		Framed: true, Blanks: []string{"Number on the list:", "Name:", "Visited on (day and time):", "By:"},
		Ticks: append([]string{}, atTheDoor...),
		Rules: 4,
	}
	return document.Part{
		Heading: "What came of a visit", OwnPage: true,
		Says:    []string{"Write what the next person has to know. No health details."},
		Records: []document.Entry{visit, visit},
	}
}

func noAnswerCard() document.Part {
	card := document.Entry{
		Framed: true, Head: "We called today and could not reach you",
		Lines:  []string{"Please ring us on the number below, or come to the address below. It costs you nothing and nothing is wrong."},
		Blanks: []string{"We came at:", "Ring:", "Ask for:", "Or come to:"},
	}
	return document.Part{
		Heading: "Cards for a door where nobody answers", OwnPage: true,
		Says:    []string{"Cut along the frame. Leave one only where a letter is safe. It names no service and no reason."},
		Records: []document.Entry{card, card, card},
	}
}

func offerForm() document.Part {
	return document.Part{
		Heading: "Somebody offers to help", OwnPage: true,
		Says: []string{"Nobody is asked to do anything before they are on the register."},
		Records: []document.Entry{
			{Blanks: []string{"Taken on (day and time):", "By:"}},
			{Head: "Who", Blanks: []string{"First name:", "Last name:", "Phone:", "Email:", "Postcode:", "Languages:"}},
			{Head: "What they would like to do", Ticks: []string{"Shopping", "Delivering", "Fetching medicine", "Ringing people", "Work at a base", "Something else"}},
			{Head: "How they get about", Ticks: []string{"On foot", "Bicycle", "Car", "Van"}},
			{Head: "When", Ticks: []string{"Weekdays", "Evenings", "Weekends"}, Blanks: []string{"Hours in a week:"}},
			{Head: "Are they 18 or over?", Ticks: []string{"Yes", "No"}},
			{Head: "Anything else", Rules: 4},
		},
	}
}
