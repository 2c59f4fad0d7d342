// Package protocolsview shows protocols to people: as an outline, as a drawing with a list
// that says the same, and as what differs between two versions.
package protocolsview
