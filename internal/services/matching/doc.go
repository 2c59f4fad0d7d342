// Package matching finds who is to do what, asks them, and keeps what they give.
//
// Who is best asked is worked out by package assignment, from what this package reads of the
// open work and of volunteers, groups and what each has had. A coordinator looks at a [Plan],
// changes it by hand and has it carried out; or volunteers are offered a task one after the
// other, nearest first and further as time passes, until somebody says yes.
//
// Nothing here relies on the plan alone: [Service.Watch] asks volunteers.MayDo again in the
// transaction that gives a volunteer work, whoever gives it and from where.
//
// Volunteers come to pages of their own by a link. There they see task, area and time before
// they say yes, and a first name and where from then until a day after it was done.
package matching
