// Package document makes letters, and cards for the wallet: what somebody wrote in a little Markdown becomes a PDF on
// A4 that fits a window envelope, a web page, or plain text.
//
// The PDF's font covers the languages that are written in Latin, Greek and Cyrillic letters.
// Whether it covers a text is asked of [CanPrint]; a letter in Arabic or Tigrinya is printed
// from its HTML by the browser, which knows how to join letters and which way to write.
package document
