package document_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"kith/internal/kernel/fault"
	"kith/internal/plat/document"
)

// scene is a picture that is red above and blue below.
func scene(width, height int) image.Image {
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			picture.Set(x, y, color.RGBA{200, 0, 0, 255})
			if y > height/2 {
				picture.Set(x, y, color.RGBA{0, 0, 200, 255})
			}
		}
	}
	return picture
}

// taken is the scene as a JPEG with what a camera writes into it.
func taken(t *testing.T, picture image.Image, orientation uint16) []byte {
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, nil); err != nil {
		t.Fatal(err)
	}
	var exif bytes.Buffer
	exif.WriteString("Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00")
	for _, v := range []any{uint16(0x0112), uint16(3), uint32(1), orientation, uint16(0), uint32(0)} {
		binary.Write(&exif, binary.LittleEndian, v)
	}
	exif.WriteString("GPS 53.5448 -2.6318")
	head := []byte{0xff, 0xd8, 0xff, 0xe1, byte((exif.Len() + 2) >> 8), byte(exif.Len() + 2)}
	return append(append(head, exif.Bytes()...), out.Bytes()[2:]...)
}

func TestAPhotoIsUprightSmallAndTellsNothing(t *testing.T) {
	for orientation, redAt := range map[uint16]image.Point{1: {150, 30}, 3: {150, 360}, 6: {270, 195}, 8: {30, 195}} {
		photo, err := document.NewPhoto(taken(t, scene(1200, 900), orientation))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(photo, []byte("Exif")) || bytes.Contains(photo, []byte("GPS")) || len(photo) > 60_000 {
			t.Errorf("held as %d: a file of %d bytes with what the camera wrote", orientation, len(photo))
		}
		made, err := jpeg.Decode(bytes.NewReader(photo))
		if err != nil || made.Bounds().Dx() != 300 || made.Bounds().Dy() != 390 {
			t.Fatalf("held as %d: %v, %v", orientation, made.Bounds(), err)
		}
		if r, _, b, _ := made.At(redAt.X, redAt.Y).RGBA(); r < b {
			t.Errorf("held as %d: what was above is not at %v", orientation, redAt)
		}
	}
}

func TestAPNGIsAPhotoToo(t *testing.T) {
	var out bytes.Buffer
	if err := png.Encode(&out, scene(40, 500)); err != nil {
		t.Fatal(err)
	}
	if photo, err := document.NewPhoto(out.Bytes()); err != nil || len(photo) == 0 {
		t.Errorf("%d bytes, %v", len(photo), err)
	}
}

func TestWhatIsNoPhoto(t *testing.T) {
	for name, c := range map[string]struct {
		file []byte
		code string
	}{
		"nothing": {nil, "document.photo"}, "words": {[]byte("a letter"), "document.photo"},
		"half a photo": {taken(t, scene(400, 400), 1)[:2000], "document.photo"},
		"too large":    {make([]byte, document.PhotoLimit+1), "document.photo-large"},
		"a bomb":       {bomb(), "document.photo-large"}, // before it is unpacked
	} {
		if _, err := document.NewPhoto(c.file); fault.KindOf(err) != fault.Invalid || fault.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
}

// bomb is the head of a PNG that says it is larger than any machine's memory.
func bomb() []byte {
	head := []byte("IHDR\x00\x00\xff\xff\x00\x00\xff\xff\x08\x06\x00\x00\x00")
	out := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), head...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(head))
}
