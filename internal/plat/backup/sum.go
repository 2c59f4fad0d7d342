package backup

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// sum is taken over the rows of a table, whatever their order: the hashes of the rows, added
// up as four numbers.
type sum struct {
	parts [4]uint64
	rows  int64
}

func (s *sum) add(row []byte) {
	hash := sha256.Sum256(row)
	for i := range s.parts {
		s.parts[i] += binary.BigEndian.Uint64(hash[8*i:])
	}
	s.rows++
}

func (s *sum) String() string {
	return fmt.Sprintf("%016x%016x%016x%016x", s.parts[0], s.parts[1], s.parts[2], s.parts[3])
}
