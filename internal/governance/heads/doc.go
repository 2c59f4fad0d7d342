// Package heads signs, once a day, where a borough's journal ends, and sends that outside.
//
// The journal's own marks are made with a key that lies beside the program. Whoever has the
// database and that key could write the whole journal anew, with marks that fit. A head that
// lay somewhere else before cannot be written anew: it says what the chain came to on a day,
// and a journal that does not pass through it was replaced.
//
// A head is a short text, signed with a key of its own (ed25519). It is kept in the database,
// written to a folder, which belongs on another machine, and mailed where an address is
// named. “kith verify” checks the journal against all of them.
package heads
