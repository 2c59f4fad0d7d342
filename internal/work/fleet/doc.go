// Package fleet is what goes out and carries: vans, cars, bikes and people on foot, who drives
// them on which day, the depots where they load, and what goes to groups and settings rather
// than to one person. Rounds are planned of it.
package fleet
