// Package places knows where the borough is and to which neighbourhood an address
// belongs.
//
// The neighbourhoods, their bases, wards, LSOAs, outlines and overrides are the
// blueprint's: areas.yaml, read as [Areas] and made ready for looking up as an [Atlas].
// [Atlas.Decide] is the rule by which a postcode finds its neighbourhood.
//
// What is known of postcodes comes from directories that are loaded, several side by side:
// the ONS Postcode Directory, the National Statistics Postcode Lookup, Code-Point Open. A
// directory is one load of one edition. It is written while it does not count yet, and one
// small transaction makes it count. Entries of older editions of the same product that the
// new one also has are then taken away; those it lacks stay, with their own vintage, for
// people go on giving postcodes that have ended.
//
// Directories and boundaries are public facts about the country and belong to no borough:
// their tables, ref_directory, ref_postcode and ref_boundary, are the exception to borough
// first.
package places
