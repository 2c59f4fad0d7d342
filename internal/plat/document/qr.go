package document

import (
	"image"

	"codeberg.org/go-pdf/fpdf"
	"rsc.io/qr"

	"kith/internal/kernel/fault"
)

// Code is a QR code: a text that a telephone's camera reads. The zero Code is none.
type Code struct{ code *qr.Code }

// quiet is the white margin a reader needs, in modules, which are the squares of the code.
const quiet = 4

// QR encodes a text so that a sixth of it may be scratched or stained. A text too long for
// one code is a fault of kind Invalid.
func QR(text string) (Code, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return Code{}, &fault.Error{Kind: fault.Invalid, Code: "document.qr", Message: "This is too long for a QR code.", Err: err}
	}
	return Code{code}, nil
}

// IsZero reports whether there is no code.
func (c Code) IsZero() bool { return c.code == nil }

// Size is how many modules the code has on a side, with its white margin.
func (c Code) Size() int { return c.code.Size + 2*quiet }

// Black reports whether a module is dark, counted from the upper left corner of the margin.
func (c Code) Black(x, y int) bool { return c.code.Black(x-quiet, y-quiet) }

// Image is the code with a number of pixels for each module.
func (c Code) Image(scale int) image.Image {
	side := c.Size() * scale
	picture := image.NewGray(image.Rect(0, 0, side, side))
	for i := range picture.Pix {
		picture.Pix[i] = 0xff
		if c.Black(i%side/scale, i/side/scale) {
			picture.Pix[i] = 0
		}
	}
	return picture
}

// draw puts the code into a box of the page, as squares that stay sharp at any size. Dark
// modules beside each other are one rectangle, a hair higher than its row: no printer leaves
// a line between two.
func (c Code) draw(pdf *fpdf.Fpdf, left, top, side float64) {
	if c.IsZero() {
		return
	}
	step := side / float64(c.Size())
	pdf.SetFillColor(0, 0, 0)
	for y := range c.Size() {
		for x := 0; x < c.Size(); x++ {
			from := x
			for x < c.Size() && c.Black(x, y) {
				x++
			}
			if x > from {
				pdf.Rect(left+float64(from)*step, top+float64(y)*step, float64(x-from)*step, step*1.02, "F")
			}
		}
	}
}
