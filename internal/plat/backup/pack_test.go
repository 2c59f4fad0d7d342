package backup_test

import (
	"compress/gzip"
	"io"
)

func pack(to io.Writer, plain []byte) error {
	packed := gzip.NewWriter(to)
	if _, err := packed.Write(plain); err != nil {
		return err
	}
	return packed.Close()
}
