// Package postbox stands in for the outside world that messages go to: a mail server and
// GOV.UK Notify, both on this machine alone. The demonstration sends to it and shows what
// really arrived; tests send to it and have it refuse, hang or die.
//
//	box := postbox.New(clock)
//	err := box.Start(ctx) // box.MailAddr and box.NotifyURL say where
//	arrived := box.Arrived()
//
// It keeps to what Notify promises in public: signed tokens, the three kinds of key, the
// limits, the numbers for trying out, receipts and texts that come in.
package postbox
