package tabular_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/tabular"
)

// laughs is a workbook's sheet whose entities stand for each other a thousand million times.
const laughs = `<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">` +
	`<!ENTITY d SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&c;&d;</t></is></c></row></sheetData></worksheet>`

// TestAWorkbookReachesForNothing hands in workbooks that name files outside themselves: in their
// entities, in the paths of their parts, and by a part that is a link.
func TestAWorkbookReachesForNothing(t *testing.T) {
	for name, all := range map[string][]byte{
		"entities":           zipped(t, "xl/worksheets/sheet1.xml", laughs),
		"a path that climbs": zipped(t, "../../../../tmp/kith-climbed.xml", "<worksheet/>"),
		"a link":             linked(t, "xl/worksheets/sheet1.xml", "/etc/passwd"),
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			text, err := tabular.AsText("list.xlsx", all)
			if err == nil && len(text) > 100 || strings.Contains(string(text), "root:") || strings.Contains(string(text), "haha") {
				t.Errorf("it read %d bytes: %.80q", len(text), text)
			}
			if err != nil && fault.KindOf(err) != fault.Invalid && fault.KindOf(err) != fault.TooLarge {
				t.Errorf("it is answered as a failure of ours: %v", err)
			}
			if took := time.Since(began); took > 10*time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
}

// linked is a zip with one part that is a symbolic link.
func linked(t *testing.T, name, to string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	header := &zip.FileHeader{Name: name}
	header.SetMode(0o777 | 1<<27)
	part, err := w.CreateHeader(header)
	if err == nil {
		_, err = part.Write([]byte(to))
	}
	if err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func FuzzAsText(f *testing.F) {
	f.Add("list.xlsx", []byte("PK\x03\x04"))
	f.Add("list.xlsx", []byte(laughs))
	f.Add("list.csv", []byte("a,b\n=1+1,\"x"))
	f.Add("list.xls", []byte{0xd0, 0xcf, 0x11, 0xe0})
	f.Fuzz(func(t *testing.T, name string, all []byte) {
		if _, err := tabular.AsText(name, all); err != nil && fault.KindOf(err) == fault.Internal {
			t.Errorf("%q is answered as a failure of ours: %v", name, err)
		}
	})
}
