package document

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // photos come as one of the two

	"golang.org/x/image/draw"

	"kith/internal/kernel/fault"
)

const (
	// PhotoLimit is the largest file a photo is made of, in bytes.
	PhotoLimit = 8 << 20

	photoDots   = 300 // across
	mostPixels  = 50_000_000
	photoDegree = 85 // of JPEG's quality
)

// NewPhoto makes a photo for a card of what somebody's camera took, a JPEG or a PNG: upright,
// its middle cut to a card's shape, small, and without what the camera wrote into it, such as
// where it was taken. A file that is none, or too large, is a fault of kind Invalid; it is
// looked at before it is unpacked.
func NewPhoto(file []byte) (Photo, error) {
	taken, err := developed(file)
	if err != nil {
		return nil, err
	}
	return printed(cut(taken))
}

// NewPicture makes a picture of what somebody's camera took, as [NewPhoto] does, but all of it:
// upright, longest its longer side in dots, and without what the camera wrote into it.
func NewPicture(file []byte, longest int) ([]byte, error) {
	taken, err := developed(file)
	if err != nil {
		return nil, err
	}
	return printed(whole(taken, longest))
}

func printed(small image.Image) ([]byte, error) {
	var out bytes.Buffer
	err := jpeg.Encode(&out, small, &jpeg.Options{Quality: photoDegree})
	return out.Bytes(), err
}

// whole is all of a picture, no larger than it was.
func whole(taken image.Image, longest int) image.Image {
	of := taken.Bounds()
	width, height := of.Dx(), of.Dy()
	if side := max(width, height); side > longest {
		width, height = max(width*longest/side, 1), max(height*longest/side, 1)
	}
	small := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(small, small.Bounds(), image.White, image.Point{}, draw.Src)
	draw.ApproxBiLinear.Scale(small, small.Bounds(), taken, of, draw.Over, nil)
	return small
}

// developed reads a file that is a photo, and turns it upright.
func developed(file []byte) (image.Image, error) {
	if len(file) > PhotoLimit {
		return nil, fault.New(fault.Invalid, "document.photo-large", "The photo is larger than 8 MB. Take a smaller one.")
	}
	size, format, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil || size.Width < 1 || size.Height < 1 {
		return nil, fault.New(fault.Invalid, "document.photo", "This is no photo. Choose a JPEG or PNG file.")
	}
	if size.Width*size.Height > mostPixels || size.Width > 1<<15 || size.Height > 1<<15 {
		return nil, fault.New(fault.Invalid, "document.photo-large", "The photo has too many pixels. Take a smaller one.")
	}
	taken, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, fault.New(fault.Invalid, "document.photo", "This photo is damaged. Take it again.")
	}
	if format == "jpeg" {
		taken = turned{taken, orientation(file)}.upright()
	}
	return taken, nil
}

// cut is the middle of a picture in the shape of a card's photo.
func cut(taken image.Image) image.Image {
	of := taken.Bounds()
	width, height := of.Dx(), of.Dx()*photoHeight/photoWidth
	if height > of.Dy() {
		width, height = of.Dy()*photoWidth/photoHeight, of.Dy()
	}
	left, top := of.Min.X+(of.Dx()-width)/2, of.Min.Y+(of.Dy()-height)/2
	small := image.NewRGBA(image.Rect(0, 0, photoDots, photoDots*photoHeight/photoWidth))
	draw.Draw(small, small.Bounds(), image.White, image.Point{}, draw.Src) // where a PNG shows through
	draw.ApproxBiLinear.Scale(small, small.Bounds(), taken, image.Rect(left, top, left+max(width, 1), top+max(height, 1)), draw.Over, nil)
	return small
}

// turned is a picture as a camera that was held another way took it: orientation is that of
// EXIF, from 1 to 8.
type turned struct {
	image.Image
	orientation int
}

// upright turns the picture the way it was seen.
func (t turned) upright() image.Image {
	if t.orientation <= 1 || t.orientation > 8 {
		return t.Image
	}
	return t
}

// Bounds is the size once upright.
func (t turned) Bounds() image.Rectangle {
	b := t.Image.Bounds()
	if t.orientation >= 5 {
		return image.Rect(0, 0, b.Dy(), b.Dx())
	}
	return image.Rect(0, 0, b.Dx(), b.Dy())
}

// At is the colour of a point of the upright picture.
func (t turned) At(x, y int) color.Color {
	b := t.Image.Bounds()
	right, bottom := b.Dx()-1, b.Dy()-1
	switch t.orientation {
	case 2:
		x = right - x
	case 3:
		x, y = right-x, bottom-y
	case 4:
		y = bottom - y
	case 5:
		x, y = y, x
	case 6:
		x, y = y, bottom-x
	case 7:
		x, y = right-y, bottom-x
	case 8:
		x, y = right-y, x
	}
	return t.Image.At(b.Min.X+x, b.Min.Y+y)
}

// orientation is how the camera was held, as it wrote into a JPEG; 1 where it wrote nothing
// that can be read. (Exif 2.32, 4.6.4: tag 0x0112 of the first directory.)
func orientation(file []byte) int {
	at := bytes.Index(file[:min(len(file), 1<<16)], []byte("Exif\x00\x00"))
	if at < 0 {
		return 1
	}
	tiff := file[at+6 : min(len(file), at+1<<16)]
	var order binary.ByteOrder = binary.LittleEndian
	if len(tiff) < 8 {
		return 1
	}
	if string(tiff[:2]) == "MM" {
		order = binary.BigEndian
	}
	first := int(order.Uint32(tiff[4:8]))
	if first < 8 || first+2 > len(tiff) {
		return 1
	}
	for i := range int(order.Uint16(tiff[first : first+2])) {
		entry := first + 2 + 12*i
		if entry+12 > len(tiff) {
			return 1
		}
		if order.Uint16(tiff[entry:entry+2]) == 0x0112 {
			return int(order.Uint16(tiff[entry+8 : entry+10]))
		}
	}
	return 1
}
