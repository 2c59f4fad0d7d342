// Package organisations knows the groups that take work: food banks, pantries, mutual-aid
// groups, charities, businesses. Each says day by day whether it is open, limited or
// closed, what it needs, and how much it gave.
package organisations
