// Package instance reads vehicle routing problems from files, and reads and writes their
// solutions. [Read] finds out by itself which of three forms a file has.
//
// # Solomon, and Gehring and Homberger
//
// The text form with VEHICLE and CUSTOMER. By the agreement of these sets a distance, and the
// time it takes, is floor(10·d) of the straight line d; windows and service times are
// multiplied by ten, the cost is the distance alone and is printed as tenths: 827.3.
//
// # VRPLIB
//
// Files of KEY : VALUE lines and sections, in any order, of the types CVRP, VRPTW, PCVRPTW
// and MDVRPTW, with EUC_2D or explicit distances. Sets differ in what they round:
//
//	CVRP     a distance is the nearest whole number; cost is distance
//	VRPTW    as Solomon, cost in tenths
//	PCVRPTW  as Solomon, prizes times ten; cost is distance and prizes forgone, printed whole
//	MDVRPTW  everything is multiplied by 1,000 and rounded; cost is distance, printed whole
//
// A file without VEHICLES gives as many as are wanted. The problem then has twice the number
// that carries everything if full, since two rounds that fit into one van are never cheaper
// than one. A key or section that is not known is an error: it might be a rule.
//
// # Kith's own
//
// A JSON object. Things name one another by id. Times of day and lengths of time are seconds
// or "HH:MM" or "HH:MM:SS"; distances are decimetres; an unknown field is an error.
//
//	{
//	  "name": "Thursday",
//	  "places":   [{"id": "hub", "lat": 53.54, "lon": -2.63}, …],   or "x" and "y" in metres, or the id alone
//	  "profiles": [{"id": "van", "kmh": 28, "detour": 1.3},         by the straight line, longer by detour (1 if not said)
//	               {"id": "bike", "distance": [[0, …], …],          or by tables, a row and a column for each place
//	                              "duration": [[0, …], …]}],        in their order; -1: no way
//	  "stops": [{
//	    "id": "s1", "place": "p1",
//	    "load": [2, 15],            up to four measures; one number is the first alone
//	    "collect": 1,               what is taken away, in the same measures
//	    "window": ["09:00", "12:30"], "service": 240,
//	    "skills": ["medicine"], "only": ["van 1"], "never": ["bike 2"],
//	    "prize": 0, "tier": 0       see vrp.Stop
//	  }, …],
//	  "vehicles": [{
//	    "id": "van 1", "profile": "van",       the profile may be left out where there is one
//	    "start": "hub", "end": "hub",          left out: anywhere
//	    "shift": ["08:00", "16:00"], "max_duration": "06:00", "max_distance": 900000,
//	    "capacity": [60, 400], "skills": ["medicine"],
//	    "fixed": 0, "per_distance": 1, "per_time": 0,
//	    "trips": 2, "reload": 600,
//	    "breaks": [{"window": ["12:00", "13:30"], "length": 1800}],
//	    "driven": ["s4"], "at": "10:20"        stops that are done ("|": it loaded again), and when it is free
//	  }, …],
//	  "pairs":  [{"from": "s1", "to": "s2"}, …],
//	  "apart":  [["s3", "s5"], …],
//	  "prefer": [{"stop": "s2", "vehicle": "van 1", "cost": 500}, …]
//	}
//
// # Solutions
//
// "Route #1: 3 7 12" for each round and "Cost N" at last, as the public sets have it. A
// customer's number is the one in a Solomon file, one less than the one in a VRPLIB file
// (where the numbers of the depots are left out), and the place in the list of a JSON file,
// from 1. Where vehicles differ, route k is that of vehicle k and empty routes are written;
// else only those that go out are. A vertical bar stands where the vehicle loads again.
package instance
