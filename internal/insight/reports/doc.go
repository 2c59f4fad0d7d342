// Package reports puts the figures of all features together into a borough's dashboard:
// how things stand now, what happened today and this week, and how that compares with the
// same part of last week.
//
// Each figure is a [feature.Measure], defined once by the feature that owns the rows, and
// leads to the list of exactly those rows. All figures of a borough are counted together,
// for every neighbourhood and kind at once, and kept for ten seconds: however many people
// look, the database is asked once. A dashboard says as of when it is.
//
// Somebody who may see figures but not the rows behind them (an elected member, public
// health) is shown figures that tell nothing about one person: see [disclosure.Round].
package reports
