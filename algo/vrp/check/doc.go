// Package check judges plans of package vrp. It shares the types with it and no code: it
// drives each round again by the plainest means there are, sum by sum and rule by rule, so
// that what a clever search says of itself is never the only word.
//
// [Plan] judges a whole plan and [Route] one vehicle's. Every broken rule is an error that
// names the vehicle and the stop. A problem is expected to be one that vrp's Valid accepts.
//
// What the rules mean where that is not plain:
//
//   - A vehicle with an empty route stays where it is and costs nothing.
//   - A round leaves at the moment that makes it shortest. Its length is judged against
//     MaxDuration and paid for; a break at the start, before leaving, is no part of it.
//   - Several breaks may be taken at one stop, one after the other. Breaks are taken
//     in order; the last of them are not needed if the round is over by the close of each
//     one's window.
//   - What is driven already is judged for nothing, and nor is the way home from it if
//     nothing follows: no plan could mend it. Its loads and distances count: a
//     trip that has begun is judged for what is on board from the last driven stop on.
//   - A vehicle that has driven left at the opening of its shift. Its breaks are those still
//     to come: one whose window closed before it is free counts as had.
//   - A pair of which one stop is driven and the other left out breaks no rule: what was
//     fetched may turn out not to be wanted.
package check
