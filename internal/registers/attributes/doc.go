// Package attributes keeps what others say of the people a borough helps, one thing at a
// time: that somebody is on the shielded list, lives alone, has a care package, cannot hear.
// Each attribute hangs on a record of a person and says from which data asset it comes, for
// which days it holds and on which legal basis.
//
// The store reads nothing whose basis has ended, be it the attribute's own or its asset's:
// on the day after, it is as if it were not there, and a sweep deletes it.
//
// Lists are loaded in many small steps into a load that nobody reads, and one small
// transaction puts it in the place of the load before ([Stage], [SwitchOn]).
package attributes
