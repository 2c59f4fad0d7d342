// Package capacity answers whether the borough can cope in the next seven days: what is
// likely to be asked, in each neighbourhood and of each category, and whether volunteers, call
// minutes, food and vans suffice for it.
//
// A job counts each day once and keeps the counts; from them it makes the forecasts, holds
// them against what there is, and keeps the answer ([Service.Keep]). Pages read what is kept
// and count nothing. Each forecast says how wrong the same rule was on past weeks, beside the
// simple rule "the same as last week"; a short history says that it is short, and shows no
// band.
//
// What stands behind the figures and is not counted (how many parcels a need for food takes,
// how many minutes a call) is the blueprint's capacity.yaml, where the records do not tell.
//
// When food or hands are short, [Service.Shares] proposes how to part them by need. A person
// accepts it or leaves it; nothing moves by itself.
package capacity
