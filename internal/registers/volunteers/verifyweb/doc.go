// Package verifyweb is the page on which anybody who is shown a volunteer's letter or card
// sees whether it counts: a pharmacist, with a telephone, at a counter.
//
// It tells as little as serves: a first name, a photo if there is one, what they may do and
// until when. Whatever does not count is answered alike, whether there never was such a
// number, somebody is paused, or it was taken from them. Nothing is remembered between the
// register and the answer, so what is taken from somebody is gone with the next look.
package verifyweb
