// Package routing asks the kernel how a day's loads are best brought, in the words of the
// house. A [Question] holds the drivers with their vehicles, what is to be carried, and what
// somebody chose by hand; it is posed as a problem of algo/vrp, and the kernel's answer is read
// back as a [Body]: who goes where and when, what is on no round, and why.
//
// It reads no table and keeps nothing. What is ready and who drives is for its caller to find
// out, and so is keeping what comes of it.
package routing
