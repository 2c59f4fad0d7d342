package imports

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
)

// Hash puts together what tells one import from another: the contents of its
// files and what the importer was told about them.
type Hash struct{ sum hash.Hash }

// NewHash returns an empty Hash.
func NewHash() *Hash { return &Hash{sum: sha256.New()} }

// Text adds something the importer was told.
func (h *Hash) Text(s string) {
	io.WriteString(h.sum, s) // a hash never fails
	h.sum.Write([]byte{0})
}

// File adds the contents of a file. It gives up when ctx ends.
func (h *Hash) File(ctx context.Context, r io.Reader) error {
	own := sha256.New()
	if _, err := io.CopyBuffer(own, reading{ctx, r}, make([]byte, 1<<20)); err != nil {
		return err
	}
	h.sum.Write(own.Sum(nil))
	return nil
}

// Sum returns the hash, 64 hexadecimal digits.
func (h *Hash) Sum() string { return hex.EncodeToString(h.sum.Sum(nil)) }

// reading is a reader that ends with a context.
type reading struct {
	ctx context.Context
	r   io.Reader
}

func (r reading) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(p)
}
