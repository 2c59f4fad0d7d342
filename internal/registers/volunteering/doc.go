// Package volunteering is what a borough asks of its volunteers, and what they do, as its
// blueprint says in volunteering.yaml: from which age and by which principles, which checks
// and which parts of the induction there are, which activities, and what each of them needs.
//
// It is pure. Who the volunteers are is package volunteers'.
//
// An activity has the id of the category of need it serves, where it serves one. For a task
// there is never more than one activity, see [Rules.For].
package volunteering
