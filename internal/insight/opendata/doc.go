// Package opendata publishes safe figures for everybody, week by week.
//
// A publication is one whole week: for each figure that the catalogue makes public, the borough
// and every neighbourhood, protected together ([disclosure.Protect]). It is made once, by a
// job, and never again: what is noted late changes the council's own figures and no
// publication, so that nobody learns anything by comparing two of them. No publication tells
// of a time that another tells of too, and no two figures count the same rows. Whatever else is
// shown (several weeks together, one neighbourhood) is added up from what is published. So all
// that anybody can reckon with are the lines of single weeks, each safe by itself.
package opendata
