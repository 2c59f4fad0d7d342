// Package updates tells residents how their request goes, and hears from them whether it
// was sorted.
//
// It follows the journal: a request that came in is confirmed, a referral is told of, and
// when the last need has been met the person is asked whether it was sorted. What is written
// and whether it may go is for messages to say; nothing is ever written about what is kept
// from somebody. A message that reached nobody, a text that came in and an answer of no are
// put on the hub's board.
//
// It also tells what a protocol has told: the person, by a letter where a way is safe, and
// whoever holds a role, on their list in Kith and by a mail that says nothing.
package updates
