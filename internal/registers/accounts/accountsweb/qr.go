package accountsweb

import (
	"bytes"
	"encoding/base64"
	"image/png"
	"strings"

	"kith/internal/plat/document"
	"kith/internal/registers/factors"
)

// pixels is how many pixels a module of a code takes on a screen.
const pixels = 4

// drawn is the picture of what an app's camera reads. It stands in the page itself: it is a
// secret, and has no address of its own.
func drawn(set factors.Setup) (string, error) {
	code, err := document.QR(set.URL)
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	if err := png.Encode(&out, code.Image(pixels)); err != nil {
		return "", err
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(out.Bytes()), nil
}

// grouped is a secret in groups of four, to be typed.
func grouped(secret string) string {
	var b strings.Builder
	for i, r := range secret {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}
