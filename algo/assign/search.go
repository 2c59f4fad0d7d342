package assign

// search is Dijkstra's, over what arcs cost more than they are worth, which is never less
// than nothing where there is room. Only what a look came by is cleared before the next.
type search struct {
	dist    []int64
	by      []int32 // the arc by which each node was come to
	state   []uint8
	reached []int32
	heap    []waiting
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

// nearest finds the cheapest way from a node to one that lacks something, and moves the
// prices of the nodes on this side of it so that the way costs what it is worth.
func (l *Live) nearest(from int32) (to int32, ok bool) {
	s := &l.search
	s.clear(len(l.net.Supply))
	s.come(from, none, 0)
	for len(s.heap) > 0 {
		w := s.take()
		if s.state[w.node] == settled {
			continue
		}
		s.state[w.node] = settled
		if l.excess[w.node] < 0 {
			for _, v := range s.reached {
				if s.state[v] == settled {
					l.price[v] += s.dist[v] - w.dist
				}
			}
			return w.node, true
		}
		l.spread(w)
	}
	return none, false
}

// spread looks at the neighbours of a node.
func (l *Live) spread(w waiting) {
	s := &l.search
	for _, i := range l.out[w.node] {
		if a := &l.net.Arcs[i]; l.on[i] < a.Upper {
			s.come(a.To, i, w.dist+a.Cost+l.price[w.node]-l.price[a.To])
		}
	}
	for _, i := range l.in[w.node] {
		if a := &l.net.Arcs[i]; l.on[i] > a.Lower {
			s.come(a.From, i, w.dist-a.Cost-l.price[a.From]+l.price[w.node])
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
