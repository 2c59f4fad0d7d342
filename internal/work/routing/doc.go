// Package routing stands between the noun of a round and the kernel that works rounds out: how
// far it is between places, what a kernel is asked, and what it answers.
package routing
