// Package levels keeps how far the emergency model is stood up: dormant, virtual, surge or
// stood down, for the whole borough and for each neighbourhood.
//
// What the levels mean, what changes at each, which list is worked through and what may
// propose a change stand in the blueprint's activation.yaml. A person decides, of those whom
// the blueprint names, and says why ([Service.Decide]); nothing changes by itself. What is
// decided is never changed or deleted: the level of a place is the last decision for it. A
// decision for the whole borough counts in every neighbourhood, and ends what was decided for
// one of them before.
//
// Other packages ask for the level where they work by it: the calendars of protocols, how
// long a volunteer has to answer, the rota of redeployed staff, and the banner of public pages.
package levels
