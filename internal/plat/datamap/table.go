package datamap

import (
	"slices"
	"strings"
)

// About is whose data the rows of a table are.
type About string

// Whose data there is.
const (
	Person       About = "person"       // a resident, by the id of a record
	Volunteer    About = "volunteer"    // by the id on the register of volunteers
	Staff        About = "staff"        // by their account or their id on the staff list
	Organisation About = "organisation" // and whoever speaks for it
	Nobody       About = "nobody"       // settings, figures and directories
)

// Class is what a column holds.
type Class string

// The classes.
const (
	ID      Class = "id"      // a key or a mark, which says nothing by itself
	Name    Class = "name"    // what somebody is called
	Birth   Class = "birth"   // when they were born
	Contact Class = "contact" // a number or an address to write to
	Address Class = "address" // where they live, and how to get in
	Place   Class = "place"   // a neighbourhood or a hub
	Health  Class = "health"  // tells of health
	Safety  Class = "safety"  // tells who is in danger, or where somebody hidden is
	Special Class = "special" // tells of language, origin or belief
	Money   Class = "money"   // sums
	Words   Class = "words"   // written freely; it may name others
	Answers Class = "answers" // a whole form or file, or a picture
	Other   Class = "other"   // tells of somebody else than whom the row is about
	Acted   Class = "staff"   // who did it, for the council or as a volunteer
	State   Class = "state"   // how work stands
	Time    Class = "time"    // when
	Setting Class = "setting" // how the program is set up, or a figure
	Secret  Class = "secret"  // a hash, a key or a seal
)

// classes are all classes, with what each is called in the record of processing.
var classes = []struct {
	Class
	says string
}{
	{Name, "Names"},
	{Birth, "Dates of birth"},
	{Contact, "Phone numbers and email addresses"},
	{Address, "Home addresses and how to get in"},
	{Place, "Neighbourhood"},
	{Health, "Health and what somebody cannot do"},
	{Safety, "Safety: labels, safe contact, withheld addresses"},
	{Special, "Language and other special category data"},
	{Money, "Sums to be paid"},
	{Words, "What was said or written, in free words"},
	{Answers, "Answers to forms, files and pictures"},
	{Other, "Other people: carers, helpers, whoever asked"},
	{Acted, "Who did it"},
	{State, "How the work stands"},
	{Time, "When it happened"},
	{ID, "Keys"},
	{Setting, "Settings and figures"},
	{Secret, "Hashes, keys and seals"},
}

// Says is what a class is called for people.
func (c Class) Says() string {
	for _, one := range classes {
		if one.Class == c {
			return one.says
		}
	}
	return string(c)
}

// Classes lists every class, the most telling first.
func Classes() (all []Class) {
	for _, c := range classes {
		all = append(all, c.Class)
	}
	return all
}

// Personal reports whether a column of the class tells something of somebody.
func (c Class) Personal() bool {
	return slices.Contains([]Class{Name, Birth, Contact, Address, Health, Safety, Special, Money, Words, Answers, Other}, c)
}

// MayNameOthers reports whether a column of the class may tell of a third person, so that
// somebody must look at it before it is handed out.
func (c Class) MayNameOthers() bool { return c == Words || c == Answers || c == Other }

// Erase is what becomes of a row when whom it is about is erased.
type Erase string

// What becomes of rows.
const (
	Delete Erase = "delete" // the row goes
	Blank  Erase = "blank"  // what is personal in it is emptied, the row stays
	Keep   Erase = "keep"   // it stays, for the reason said
)

// Column is one column and what it holds.
type Column struct {
	Name  string
	Class Class
}

// Table is one table and what is said of it.
type Table struct {
	Name  string
	About About
	// By is the column that says whom a row is about: their id, or with Of that of a row of
	// another table.
	By string
	// Of is the table that By leads to, "" when By is the person's own id; OfColumn is the
	// column there that it equals, "id" unless said otherwise.
	Of, OfColumn string
	Erase        Erase
	Why          string // why it is not deleted, or is about nobody
	Columns      []Column
}

// Class is what a column holds, "" for one that the table does not name.
func (t Table) Class(column string) Class {
	for _, c := range t.Columns {
		if c.Name == column {
			return c.Class
		}
	}
	return ""
}

// Package is whose table it is: what stands before the first underscore.
func (t Table) Package() string {
	name, _, _ := strings.Cut(t.Name, "_")
	return name
}

// Holds lists the classes among its columns, the most telling first.
func (t Table) Holds() (all []Class) {
	for _, c := range classes {
		if slices.ContainsFunc(t.Columns, func(one Column) bool { return one.Class == c.Class }) {
			all = append(all, c.Class)
		}
	}
	return all
}

// Personal reports whether the table holds anything of anybody.
func (t Table) Personal() bool { return t.About != Nobody }
