package roundsweb

// colours tell rounds apart, and shapes do it besides for whoever cannot tell the colours. White
// figures are read on each colour. There are seven of the one and ten of the other, so that the
// first seventy rounds differ in one at least.
var colours = []string{"#1d70b8", "#942514", "#00703c", "#6f2f8a", "#7a4a00", "#0b6e69", "#4c2c92", "#55651f", "#454a4d", "#a03a66"}

// shape is the outline of a mark, in a box of 24 by 24.
type shape struct{ name, path string }

var shapes = []shape{
	{"circle", "M12 1a11 11 0 1 0 0 22a11 11 0 1 0 0-22z"},
	{"square", "M2 2h20v20H2z"},
	{"diamond", "M12 0l12 12-12 12L0 12z"},
	{"triangle", "M12 0l12 23H0z"},
	{"hexagon", "M6 2h12l6 10-6 10H6L0 12z"},
	{"triangle pointing down", "M0 1h24L12 24z"},
	{"pentagon", "M12 0l12 9-4.500 14h-15L0 9z"},
}

// house is where rounds begin.
const house = "M12 1l11 9v13H1V10z"

func colourOf(way int) string { return colours[way%len(colours)] }

func shapeOf(way int) shape { return shapes[way%len(shapes)] }
