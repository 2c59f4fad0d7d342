// Package situation answers what the borough's leaders ask each morning: is it spreading here,
// and is more asked of us than chance explains?
//
// Daily counts of cases by area come in as files, each a vintage: what was published as of a
// day ([Service.TakeIn]). Every vintage is kept, as what changed from the one before. From them
// the program works out, by package phase, how each area stands ([Service.Judge]): what is
// known now, written over each time, and what was known on each day, written once and never
// changed.
//
// What is asked of the borough itself is counted a day at a time and neighbourhood by
// neighbourhood, and held against what chance explains ([Service.Demand]). Demand is not an
// infection and is given no phase.
package situation
