// Package accessreview answers who can see what: for a group of fields or a label and a
// neighbourhood, which accounts may see it, by which role and policy, since when, and when they
// last used it. It keeps nothing of its own: who may is asked of the policies of plat/policy for
// each account as it is now, since when is kept with the roles, and used when stands in the
// journal.
package accessreview
