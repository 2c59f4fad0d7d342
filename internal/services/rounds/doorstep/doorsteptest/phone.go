// Package doorsteptest does what a driver's phone does.
package doorsteptest

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"image"
	"image/jpeg"
	"testing"

	"kith/internal/services/rounds/doorstep"
)

const info = "kith doorstep 1"

// Seal closes something for the program as the script of the doorstep does. It shares no code
// with what opens it.
func Seal(t testing.TB, s *doorstep.Service, account, kind, key string, v any) doorstep.Sealed {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	public, name := s.PhoneKey()
	theirs, err := ecdh.P256().NewPublicKey(public)
	must(err)
	own, err := ecdh.P256().GenerateKey(rand.Reader)
	must(err)
	secret, err := own.ECDH(theirs)
	must(err)
	pair := own.PublicKey().Bytes()
	drawn, err := hkdf.Key(sha256.New, secret, append(bytes.Clone(pair), public...), info, 32)
	must(err)
	block, err := aes.NewCipher(drawn)
	must(err)
	box, err := cipher.NewGCM(block)
	must(err)
	plain, err := json.Marshal(v)
	must(err)
	nonce := make([]byte, box.NonceSize())
	rand.Read(nonce)
	bound := []byte(info + "\n" + account + "\n" + kind + "\n" + key)
	return doorstep.Sealed{Account: account, Kind: kind, Key: key, By: name, Pair: pair, Nonce: nonce, Box: box.Seal(nil, nonce, plain, bound)}
}

// Camera is a photo as a camera writes it that notes down where it was: its EXIF holds a
// directory of GPS, and the word GPSCANARY.
func Camera(t testing.TB) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := jpeg.Encode(&file, image.NewRGBA(image.Rect(0, 0, 1600, 1200)), nil); err != nil {
		t.Fatal(err)
	}
	// One directory with one entry, GPSInfo, that leads to a second with a latitude's side.
	tiff := []byte("II*\x00\x08\x00\x00\x00\x01\x00\x25\x88\x04\x00\x01\x00\x00\x00\x1a\x00\x00\x00\x00\x00\x00\x00\x01\x00\x01\x00\x02\x00\x02\x00\x00\x00N\x00\x00\x00\x00\x00\x00\x00GPSCANARY")
	segment := append([]byte("Exif\x00\x00"), tiff...)
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(segment)+2))
	return append(append(head, segment...), file.Bytes()[2:]...)
}
