// Package households knows who is around a person: who lives with them and what their home
// is like to reach, who cares for them and whom they care for, and which neighbours and
// relatives help.
//
// Everything hangs on records of people, so it holds whoever turns out to be the same
// person, and is shown of people the caller may see and of nobody else. Nothing is
// deleted: who left, and care that ended, has an end.
//
// A household keeps no address and no code of a key safe.
package households
