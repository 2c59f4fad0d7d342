// Package cohorts selects people by rule for outreach, and hands them on: to be rung, to be
// written to, or to somebody's round with cards.
//
// A cohort is chosen by a rule over the roll, looked at as figures, and then frozen: who is in
// it and who is not, each with why, as it was that day. Left out is whoever has died, moved,
// asked us to stop or is not to be rung; whom a service leads on, which goes to them itself;
// and whom anybody was in touch with lately or is about to be. The same is asked again of each
// of them when the cohort is handed on, so that nobody is approached twice by accident.
//
// The figures of a preview are those of anybody who may see no rows: small ones hidden, the
// others rounded, and two rules that differ by a few people told alike, so that nobody is
// found by changing a rule a little.
//
// Which team may make a first approach to whom is the blueprint's to say, list by list. Some
// groups a specialist service knows and reaches by itself: of those the blueprint says who
// leads, and there is no rule and no list here.
package cohorts
