// Package notify carries messages out of the house: mail by SMTP, and mail, texts and
// letters by GOV.UK Notify. It is transport alone. What is written, to whom, and whether
// that is safe, is decided by whoever calls it.
//
// A [Carrier] takes one message at a time. When it does not take it, the error holds a
// [Failure], whose [Trouble] says what to do next: never, later, or look first whether it
// was taken after all. [Routes] puts a carrier behind each channel:
//
//	carrier := notify.Routes{notify.Email: smtp, notify.Text: govuk, notify.Letter: govuk}
//	sent, err := carrier.Send(ctx, message)
//
// Nothing here logs, and no error holds an address, a number or what was written.
package notify
