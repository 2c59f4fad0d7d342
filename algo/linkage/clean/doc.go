// Package clean brings the values of a person's record to one form: names, dates, postcodes,
// addresses, NHS numbers, telephone numbers, UPRNs. It takes them as councils' lists hold
// them: with titles, accents, placeholders, lost leading zeros and the serial days of
// spreadsheets. What cannot be read is empty: an unknown value says neither yes nor no.
package clean
