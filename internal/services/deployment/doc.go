// Package deployment puts redeployed staff on the posts and shifts of the response.
//
// The blueprint's establishment.yaml says which posts each hub and the borough have, when
// their shifts are and how many people each needs: every one is a [Seat]. A plan fills the
// open seats of a week exactly, by the same kernel that matches volunteers, and says why
// this one, why nobody, and what would help most. What somebody may work is held twice:
// by the plan, and by the store when a shift is given, whoever gives it.
//
// Around the shifts it keeps how people are: they are asked every so often, those who were
// not asked in time stand on a list and their neighbourhood's manager is told. In the end
// they go back to their own service with thanks, and many stay on the reserve list. Each
// may follow their own shifts in a calendar: see ADR 0024.
package deployment
