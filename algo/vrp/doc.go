// Package vrp answers which way round: today's stops, ordered into rounds for vans, cars,
// bikes and people on foot.
//
// A [Problem] has stops, vehicles and the travel between places. Stops have loads in up to
// four measures, a time window, a service time, skills they ask for, and may be optional;
// some are fetched somewhere first ([Pair]), some are never taken together ([Problem.Apart]).
// Vehicles have a shift, a capacity, breaks, a start and an end that may differ or be
// anywhere, several trips, and costs per distance, per time and for going out at all.
//
// [Solve] finds a cheap [Plan]: it takes strings of neighbouring stops out of a few rounds
// and puts each back where it costs least, and does so many thousand times a second under
// simulated annealing. Every plan on the way is one that could be driven. Large problems are
// cut along other borders again and again, and the parts are worked on side by side; of small
// ones each worker has a whole of its own, and all go on from the cheapest now and then. The
// same seed and the same number of iterations give the same plan, bit by bit.
//
// Package dispatch, beside this one, says of a plan when each vehicle is where and why a stop
// is left out, and changes it one stop at a time. Package check judges plans and shares no code
// with either; package instance reads and writes files. The package stands on Go's standard
// library and touches neither files nor the clock.
//
// Sources: Christiaens and Vanden Berghe, Slack induction by string removals for vehicle
// routing problems, Transportation Science 54 (2020); Vidal, Crainic, Gendreau and Prins, A
// hybrid genetic algorithm with adaptive diversity management for a large class of vehicle
// routing problems with time windows, Computers & Operations Research 40 (2013), for the
// judging of joined stretches of a round in constant time.
package vrp
