package web

import "time"

// Limits bounds what the server takes on. A zero field means the usual value;
// load tests raise them by configuration.
type Limits struct {
	Body        int64         // bytes of a form; 64 KB
	Handle      time.Duration // longest a page may take; 30 s
	Upload      time.Duration // longest a route with a larger body may take; 10 min
	InFlight    int           // requests worked on at once; 256
	Waiting     int           // requests that wait for a place; 2,048
	Wait        time.Duration // how long one waits before it is sent away; 3 s
	FormsMinute int           // public posts a minute from one address; 60
	FormsBurst  int           // public posts at once from one address; 60
	Addresses   int           // addresses remembered; 50,000
}

func (l Limits) orUsual() Limits {
	usual(&l.Body, 64<<10)
	usual(&l.Handle, 30*time.Second)
	usual(&l.Upload, 10*time.Minute)
	usual(&l.InFlight, 256)
	usual(&l.Waiting, 2048)
	usual(&l.Wait, 3*time.Second)
	usual(&l.FormsMinute, 60)
	usual(&l.FormsBurst, 60)
	usual(&l.Addresses, 50_000)
	return l
}

func usual[T int | int64 | time.Duration](v *T, fallback T) {
	if *v <= 0 {
		*v = fallback
	}
}
