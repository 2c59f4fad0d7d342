// Package policy decides who may see what of a person.
//
// What it decides by stands in the folder policies, in Cedar, one rule with its reason above
// it: roles.cedar is the table of who may see what, labels.cedar keeps back what roles.cedar
// would show, emergency.cedar and two-people.cedar say how that is opened. The policies are
// part of the program; [Load] reads them from a folder, to check a change before it is made.
//
// Three questions are asked of them:
//
//   - [May]: may somebody see a group of fields of one record?
//   - [Decide]: the same with what else a decision turns on, and by which policies.
//   - [Listed]: which records may stand in a list of theirs? It is asked of the same policies
//     place by place and gives what a store needs for its WHERE, so that a list and a page
//     cannot differ.
//
// What somebody may do (which door opens to them, which work they may change) is not decided
// here but where it is done: see [access.Rule] and [access.Check].
package policy
