// Package roll is the roll of everybody who is known, as rules and points ask about them:
// how old they are, where they live, what was said of them and by whom, what they asked for,
// who leads on them and when anybody last was in touch.
//
// It is read whole, because a cohort is chosen and a priority reckoned among everybody. A
// reading is kept for a quarter of an hour for previews; what is frozen is read anew. It has
// no names and no addresses: those are read of the few who are to be reached, by whoever may
// see them.
//
// Nobody who is restricted is on it. Whoever is cleared begins what such a person needs on
// their page. What is guarded, such as a need that is not named to everybody, is left out as
// if it were not known.
package roll
