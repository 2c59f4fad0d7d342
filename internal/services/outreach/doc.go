// Package outreach takes in lists of people that others give to the council.
//
// Today there is one kind: people whom the national shielding team or another team could not
// reach. A file of them is handed in and looked at first: which rows cannot be read, who
// each of them is among the people we know, who has a welfare check already and who is not
// to be approached. Only then is anything begun, one check a person, each in a transaction
// of its own, so that a list whose work is cut short goes on where it stopped. A row that
// was taken once is known again in every later file.
//
// Nobody is matched silently: whoever is not certain is for staff to choose. Of somebody
// whom whoever hands the list in may not see they are told what they would be told of
// nobody; the check goes to those who may.
package outreach
