// Package live tells open pages that something new has come in. It never sends
// the news itself, only how much there is: the page says "3 new – show" and
// fetches them by its ordinary address, where the ordinary rules decide what
// its reader may see.
//
// A feature declares a [Channel]: the journal topics it follows and who may
// listen, for a neighbourhood or for the whole borough.
//
//	var board = live.Channel{
//		Name:   "board",
//		Topics: []string{"tasks.*", "needs.opened"},
//		Who:    live.For(access.Coordinator, access.Manager),
//	}
//
// An entry belongs to the neighbourhoods named among its objects with the kind
// [NeighbourhoodKind]; one with none is heard by those who listen to the whole
// borough.
//
// A page that wants the news asks the hub, while it is drawn, for the address
// to listen at, which remembers how far the page has seen:
//
//	address, err := hub.Address(ctx, live.In("board", hub.ID))   // or live.In("board", "")
//
// and gives it to the browser, which opens an EventSource there. It receives
//
//	id: 1234
//	event: new
//	data: {"topic":"board@hapi","new":3}
//
// where new counts what came in since the last event of that topic. The id is
// the number of the journal entry reached, and on reconnecting the browser
// sends it back, so nothing is missed. Every half minute a comment keeps the
// line open. A stream ends after five minutes; the browser then opens the next,
// and who signed out meanwhile cannot.
//
// One poller a node reads the sealed journal, and only while somebody listens.
package live
