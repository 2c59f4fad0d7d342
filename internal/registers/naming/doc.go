// Package naming is how names are written and spoken: what makes two of them the same to
// whoever looks one up, however they were typed, and what makes them sound alike over a
// telephone.
//
// It is pure and knows nobody. Who is found by which name is package people's.
package naming
