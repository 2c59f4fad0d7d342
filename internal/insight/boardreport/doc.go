// Package boardreport is the report that goes to the Public Service Reform Board for "check and
// challenge": outcomes and the reduction in demand, what was done, whom it reached, and what the
// board ought to ask. It is four weeks against the four before.
//
// The page, the PDF and the workbook are made from one [document.Report], so they say the same.
// All figures are those of the catalogue, protected, for the report is passed on.
package boardreport
