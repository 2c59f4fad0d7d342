// Package directoryview draws signposts, for the list of services and wherever somebody is
// shown what they can try themselves.
package directoryview
