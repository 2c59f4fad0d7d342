package places

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/fault"
)

// File is a file to be taken in. It is read more than once, so what comes from a pipe is
// put into a file first.
type File struct {
	Name string
	Open func() (io.ReadCloser, error)
	Size int64     // in bytes; 0 when not known
	Made time.Time // when it was last written; zero when not known
}

// Files returns the files at paths. A folder stands for the files in it that end as one of
// the extensions do (".csv"), in order of their names. A path where there is nothing is a
// fault.
func Files(paths []string, extensions ...string) ([]File, error) {
	var files []File
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, fault.New(fault.NotFound, "places.no-file", fmt.Sprintf("There is no file %s. Check the path.", path))
		}
		if !info.IsDir() {
			files = append(files, fileAt(path, info))
			continue
		}
		inside, err := filesIn(path, extensions)
		if err != nil {
			return nil, err
		}
		files = append(files, inside...)
	}
	return files, nil
}

func filesIn(folder string, extensions []string) (files []File, err error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		info, err := entry.Info()
		if err == nil && info.Mode().IsRegular() && slices.Contains(extensions, strings.ToLower(filepath.Ext(entry.Name()))) {
			files = append(files, fileAt(filepath.Join(folder, entry.Name()), info))
		}
	}
	if len(files) == 0 {
		return nil, fault.New(fault.NotFound, "places.no-file", fmt.Sprintf("There is no file ending in %s in %s.", strings.Join(extensions, " or "), folder))
	}
	return files, err
}

func fileAt(path string, info os.FileInfo) File {
	return File{
		Name: filepath.Base(path), Size: info.Size(), Made: info.ModTime(),
		Open: func() (io.ReadCloser, error) { return os.Open(path) },
	}
}

// Contents returns a file that is already in memory.
func Contents(name string, contents []byte) File {
	return File{
		Name: name, Size: int64(len(contents)),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(contents)), nil },
	}
}

// named lists the files' names for people, the first few of many.
func named(files []File) string {
	const most = 5
	var names []string
	for _, f := range files[:min(len(files), most)] {
		names = append(names, f.Name)
	}
	if more := len(files) - most; more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(names, ", ")
}
