// Package measures is the catalogue of a borough's figures: what was asked, whom the response
// reached, what was given, how it went, and what others count.
//
// figures.yaml of the blueprint says what each figure is, once: what it counts, who answers for
// it, what it ought to come to. Every page, report, file and publication asks [Service] for the
// value, so no two of them can show the same figure differently.
//
// What a figure counts are [feature.Measure]s, each defined by the feature that owns the rows,
// or figures that others keep: typed in or handed in as a file, with who counted them, of which
// day, and who typed them.
//
// A job counts each day, each week, each four weeks and all since the beginning, by
// neighbourhood and kind, and keeps what it found ([Service.Count]). Pages read what is kept
// and never count; they say as of when it is.
package measures
