package vrp

import "math/rand/v2"

// arena is a part of a problem laid out for the search: stops, and the ends of rounds, are
// nodes in flat slices, and travel is a square table of the nodes' rows. One goroutine works
// in it at a time; the search itself allocates nothing.
type arena struct {
	stops  int // nodes below are stops; above are starts, ends and reloads of rounds
	width  int // rows of the tables
	ways   []way
	tasks  []task  // of every node
	seats  []seat  // of every node
	spans  []spans // of every node, where a round is timed
	rounds []round
	class  []int32 // of each round: rounds of one class are the same but for their name
	byType [][]int32

	extras  []extra // of every stop, where the problem has any
	near    []int32 // reach neighbours of each stop, the nearest first, then -1
	reach   int
	homely  []bool // whether a stop is so near a start or end that it may go beside it anywhere
	weights []int64
	far     []int32 // distance from the nearest start, for the order of putting back
	load    int     // measures in use

	absent []int32
	eager  bool  // whether every stop is put back that fits somewhere, whatever its prize
	cost   int64 // of the rounds, without what is absent
	miss   int64 // the weight of what is absent

	rng        *rand.PCG
	blinks     int
	iteration  int32
	iterations int     // of the last epoch
	touched    []int32 // the iteration each round was last touched in
	token      int32
	marks      []int32 // the search each node was last looked at in

	undo  undo
	best  memory
	order []rank
	bench workshop
	from  origin
}

// way is how far it is, and how long it takes, from row to row.
type way struct {
	dist, dur []int32
}

// task is what a node asks for.
type task struct {
	open, close, service int32
	need                 int32 // of the first measure
	skills               uint64
	loads                Load
}

// seat is where a node is and when: one line of memory holds two.
type seat struct {
	next, prev int32
	round      int32 // -1: absent
	row        int32 // in the tables
	leave      int32 // earliest departure
	late       int32 // latest arrival that keeps what follows in time
	leg        int32 // distance to next
	fixed      bool  // driven already
}

// round is one vehicle's.
type round struct {
	start, end  int32 // nodes
	size        int32 // stops on it
	way         int32
	free        Load // capacity left, where loads are plain
	dist        int64
	dur         int32
	work        int32 // travel and service of a rich round, without waiting and rest
	timed, rich bool
	byTrip      bool  // loads are judged trip by trip: it loads again, has driven, or fetches things
	driven      bool  // in part
	fixed       int64 // cost of going out
	perDist     int64
	perTime     int64
	maxDur      int32
	skills      uint64
	vehicle     int32 // in the problem
	cost        int64
}

// extra is what few stops have.
type extra struct {
	pair     int32 // the other stop, or -1
	from     bool  // it is where the other's load is fetched
	allowed  []bool
	apart    []int32
	prefer   int32 // round, -1: none in this part
	dislike  int64 // cost of any other
	collects bool
}

// memory is the rounds as they were once.
type memory struct {
	seats  []seat
	absent []int32
	total  int64
}

func (a *arena) total() int64 { return a.cost + a.miss }

// rank orders the absent.
type rank struct {
	key  int64
	stop int32
}
