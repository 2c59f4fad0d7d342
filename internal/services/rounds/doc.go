// Package rounds brings what is ready to whoever waits for it: it plans a day's rounds for
// vans, cars, bikes and people on foot, publishes them, follows them as they are driven, and
// closes them once everything is accounted for.
//
// A [Plan] is of one day, for a neighbourhood or the whole borough. Each change of it is a
// [Version], worked out by package routing or made by hand, and none is written over. Planning
// holds no transaction: it reads what is ready, works the rounds out, and writes them after
// asking again what is still so. Publishing makes a [Round] of each way, with a [Stop] for
// each door; from then on what happens on the doorstep is recorded there.
//
// A stop keeps no name and no address. It names what it brings, and both are read from the
// person's record each time, by whoever may. Where an address is withheld only the kernel is
// told, to work out the way: no map, no list and no paper shows it, and one named driver may
// ask for it on the day.
package rounds
