// Package intake takes what residents ask for and puts it in front of the right hub.
//
// [Service.Ask] is the whole of it: it reads who they are like, where their postcode
// belongs and what triage says; then, in one transaction, it keeps the person, the
// request, each need with its reasons, the hub's first contact and the work itself. What
// got a reference number is never lost; asking twice with one key gives one request.
package intake
