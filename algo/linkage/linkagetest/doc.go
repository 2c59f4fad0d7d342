// Package linkagetest makes a borough of invented people who live in households, and a list
// of some of them as another organisation would hold it: with slips, nicknames, people who
// moved or changed their name, and strangers. Who is who is known. The same seed makes the
// same borough.
package linkagetest
