package assign

// search is Dijkstra's, over what arcs cost more than they are worth, which is never less
// than nothing where there is room. Only what a look came by is cleared before the next.
type search struct {
	dist    []int64
	by      []int32 // the arc by which each node was come to
	state   []uint8
	reached []int32
	heap    []waiting
	back    bool // it looks for who could send here
}

const (
	unseen = uint8(iota)
	seen
	settled
)

// waiting is a node that was come to, and how dear the way is.
type waiting struct {
	dist int64
	node int32
}

func (s *search) clear(nodes int) {
	for _, v := range s.reached {
		s.state[v] = unseen
	}
	for len(s.state) < nodes {
		s.state, s.dist, s.by = append(s.state, unseen), append(s.dist, 0), append(s.by, none)
	}
	s.reached, s.heap = s.reached[:0], s.heap[:0]
}

// come notes a way to a node, if it is the cheapest so far.
func (s *search) come(v, by int32, dist int64) {
	switch {
	case s.state[v] == settled || s.state[v] == seen && s.dist[v] <= dist:
		return
	case s.state[v] == unseen:
		s.reached = append(s.reached, v)
	}
	s.state[v], s.dist[v], s.by[v] = seen, dist, by
	s.put(waiting{dist, v})
}

// nearest finds the cheapest way from a node with too much to one that lacks something, or
// the other way round from one that lacks, and moves the prices of the nodes it settled so
// that the way costs what it is worth.
func (l *Live) nearest(v int32) (end int32, ok bool) {
	s := &l.search
	s.clear(len(l.net.Supply))
	s.back = l.excess[v] < 0
	s.come(v, none, 0)
	for len(s.heap) > 0 {
		w := s.take()
		if s.state[w.node] == settled {
			continue
		}
		s.state[w.node] = settled
		if excess := l.excess[w.node]; excess < 0 && !s.back || excess > 0 && s.back {
			l.reprice(w.dist)
			return w.node, true
		}
		l.spread(w)
	}
	return none, false
}

// reprice moves the prices of what was settled by how much nearer it is than the end.
func (l *Live) reprice(end int64) {
	s := &l.search
	for _, v := range s.reached {
		switch {
		case s.state[v] != settled:
		case s.back:
			l.price[v] += end - s.dist[v]
		default:
			l.price[v] -= end - s.dist[v]
		}
	}
}

// spread looks at the neighbours of a node: those it can send to, or that can send to it.
func (l *Live) spread(w waiting) {
	s := &l.search
	ahead, behind := l.out[w.node], l.in[w.node]
	if s.back {
		ahead, behind = behind, ahead
	}
	for _, i := range ahead {
		if a := &l.net.Arcs[i]; l.on[i] < a.Upper {
			s.come(a.From+a.To-w.node, i, w.dist+l.over(i))
		}
	}
	for _, i := range behind {
		if a := &l.net.Arcs[i]; l.on[i] > a.Lower {
			s.come(a.From+a.To-w.node, i, w.dist-l.over(i))
		}
	}
}

// put adds to the heap, whose least stands first.
func (s *search) put(w waiting) {
	s.heap = append(s.heap, w)
	i := len(s.heap) - 1
	for i > 0 {
		above := (i - 1) / 2
		if s.heap[above].dist <= w.dist {
			break
		}
		s.heap[i] = s.heap[above]
		i = above
	}
	s.heap[i] = w
}

// take takes the least from the heap.
func (s *search) take() waiting {
	least, last := s.heap[0], s.heap[len(s.heap)-1]
	s.heap = s.heap[:len(s.heap)-1]
	if len(s.heap) == 0 {
		return least
	}
	i := 0
	for {
		below := 2*i + 1
		if below >= len(s.heap) {
			break
		}
		if below+1 < len(s.heap) && s.heap[below+1].dist < s.heap[below].dist {
			below++
		}
		if s.heap[below].dist >= last.dist {
			break
		}
		s.heap[i] = s.heap[below]
		i = below
	}
	s.heap[i] = last
	return least
}
