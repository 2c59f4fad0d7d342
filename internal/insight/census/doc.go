// Package census is who lives in the borough by the answers to one question, such as sex or
// ethnic group, as the Office for National Statistics counted it. Somebody hands a table in as
// ONS or Nomis exports it, says which of our groups each of its categories is, and puts it into
// use; who was reached is then held against it.
//
// A table is used whole or not at all. It is never mixed with another, so that no share is
// reckoned from two sources, and one that was invented for a demonstration says so wherever it
// is shown.
package census
