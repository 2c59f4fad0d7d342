// Package assets is the register of the data the council holds about people from others:
// each list with its owner, the agreement by which it is shared, what it is for, the legal
// basis and the last day of that, how long it is kept and how often it comes anew.
//
// A borough's blueprint ships those it begins with, in assets.yaml; staff declare others and
// say what changed. Nothing is kept of people without one: an attribute names its asset, and
// on the day after the basis ends it can be read no more.
package assets
