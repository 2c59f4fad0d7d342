// Package forecast says how much of something that is counted each day is likely on the next
// days, how sure that is, and how well the same rule would have done on the days that are
// known.
//
// The rule is plain enough to be said in a sentence: a level that follows the last weeks, a
// damped trend, and a factor for each day of the week. What it says of itself comes from
// trying it out: on each past day it is made anew from the days before, and held against what
// then happened. The spread of those mistakes is the band; their size stands beside that of
// the simple rule "the same as last week".
//
// It is for counts of tens and hundreds, such as requests of a borough or calls of a hub. It
// knows nothing of causes: it cannot see a wave before it is in the counts.
package forecast
