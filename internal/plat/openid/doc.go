// Package openid signs people in with an account of the council's own: OpenID Connect with a
// code, as Microsoft Entra ID speaks it.
//
// Whoever comes back is believed only as far as the answer proves: it is signed by the keys
// the issuer publishes, with a named algorithm; it was made for this program, by this issuer,
// for this tenant; it has not run out; and it answers what this browser asked just before
// (state, nonce and PKCE).
package openid
