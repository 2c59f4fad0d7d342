// Package deliveries is what waits to be brought to somebody: from where, to where, how
// heavy, when, and what to know at the door. Food, medicines and rounds meet here: a packed
// order makes a delivery ready, and a round is planned from what is ready.
//
// A delivery keeps no address. It knows the record whose address it goes to and reads it
// each time, so that an address that has been withheld since, and a person who has been
// restricted, are on no sheet printed afterwards: what is for them is collected at the hub.
package deliveries
