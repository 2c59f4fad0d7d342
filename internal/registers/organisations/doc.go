// Package organisations knows the groups that take work: food banks, pantries, mutual-aid
// groups, charities, businesses. Each says day by day whether it is open, limited or
// closed, what it needs, and how much it gave. It also knows the settings that ask for help:
// care homes, schools, surgeries, hostels and sites, each with its lead.
package organisations
