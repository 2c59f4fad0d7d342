// Package settings lets administrators see how a borough's Kith is set up and whether it
// is in order: the blueprint in use with its history and the draft of the next, files taken in, whether the journal
// is whole, and work in the background that came to rest and may be sent again.
package settings
