// Package papers writes the papers that data protection law asks of a council: the privacy
// notice, the record of processing (UK GDPR, article 30), the data protection impact
// assessment (article 35), and what a cloud assessment and the Data Security and Protection
// Toolkit ask to be shown.
//
// None of them is a text that somebody has to keep up to date. Each is put together when it
// is read, from what the program and the blueprint declare: what every column holds
// (data.map), who may come through which door, who may see what (the policies), for how long
// what is kept (keeping.yaml), the lists that others give (the data assets) and the legal
// bases, each with its first and its last day (protection.yaml). What cannot be declared, how
// much of a risk is left and who signs, is written down by the governance lead. A signature
// keeps what was declared on that day, so that a later change is told.
package papers
