// Package requests is what people may ask about their own data: a copy of everything that is
// held about them, that something be put right, that they be erased.
//
// A request has a clock of one month. Who asks must be known before anything is handed out.
// The copy is made from the map of personal data, so that nothing can be forgotten; what may
// tell of somebody else, or of safety, is not dropped but put before somebody, who decides
// value by value. An erasure leaves a tombstone and says what it kept, and why.
package requests
