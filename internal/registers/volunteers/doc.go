// Package volunteers knows the people who have offered to help, where they will go and
// what they are glad to do.
package volunteers
