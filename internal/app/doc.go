// Package app puts the program together: it is the one place that knows every feature.
// features.go lists them, wire.go gives each what it needs, pages.go mounts what they
// show, and serve.go runs it all.
package app
