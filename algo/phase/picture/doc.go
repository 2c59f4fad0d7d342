// Package picture draws what package phase says of areas as small multiples: one row an area,
// in SVG, readable without colour. It has a table twin in what package counts writes.
package picture
