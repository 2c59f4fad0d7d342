// Package needsview draws what the pages of requests and those of tasks both show of a
// request: where it has been, and what somebody else changed about it.
package needsview
