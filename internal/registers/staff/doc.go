// Package staff is the register of those who can be redeployed: staff of services that can
// pause, and people lent by partners.
//
// Each is lent by an employer and a home service, offers skills and some parts of the week,
// and says what they cannot do as an instruction ("no lifting"): why is not asked and not
// kept. They go from offered by induction to ready, are deployed to shifts, rest, and go
// back to their service or onto the reserve. What they may do on a shift is one rule,
// [Worker.Bars], by which plans are made and by which the store refuses.
//
// What can be asked of people, what they may say, and what an induction holds is the
// blueprint's staff.yaml, read as [Rules].
package staff
