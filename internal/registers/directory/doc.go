// Package directory holds what there is in the borough besides the council: services,
// groups, and the signposts by which people help themselves.
//
// Signposts are the blueprint's: signposts.yaml.
package directory
