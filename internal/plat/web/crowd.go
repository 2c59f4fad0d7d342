package web

// Crowd tells how many requests are worked on, and how many wait to be.
func (s *Server) Crowd() (busy, waiting int) {
	s.gate.mu.Lock()
	defer s.gate.mu.Unlock()
	return s.gate.busy, s.gate.queued
}
