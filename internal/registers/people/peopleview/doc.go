// Package peopleview is what pages of other features show of a person, and what they need
// to show their part on a person's page.
package peopleview
