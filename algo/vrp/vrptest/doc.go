// Package vrptest helps to test package vrp: [Problem] draws problems in which every feature
// meets every other, and [Best] finds the best plan of a small one by trying all there are.
package vrptest
