// Package places knows where the borough is and to which neighbourhood an address
// belongs.
//
// The neighbourhoods, their bases, wards and overrides are the blueprint's: areas.yaml.
package places
