package requests

import (
	"crypto/ed25519"
	"encoding/base64"
	"slices"
	"strings"
	"time"

	"kith/internal/kernel/fault"
	"kith/internal/plat/datamap"
)

// Stone is one erasure as it is kept apart from the database, so that a database restored from
// before it does not bring the person back. It holds ids alone.
type Stone struct {
	Borough   string
	Request   ID
	About     datamap.About
	Subjects  []string // every id the erased rows were tied to, sorted
	ErasedAt  time.Time
	ErasedBy  string
	Signature []byte // over everything above
}

const (
	firstLine = "kith erasure 1"
	fileEnd   = ".erased"
)

// said is what is signed. Whoever signs daily heads with the same key signs another first line.
func (s Stone) said() string {
	return strings.Join([]string{
		firstLine,
		"borough: " + s.Borough,
		"request: " + string(s.Request),
		"about: " + string(s.About),
		"ids: " + strings.Join(s.Subjects, " "),
		"erased: " + s.ErasedAt.UTC().Format(time.RFC3339),
		"by: " + s.ErasedBy,
		"",
	}, "\n")
}

// Text is the erasure as it is written to a file.
func (s Stone) Text() string {
	return s.said() + "signature: " + base64.StdEncoding.EncodeToString(s.Signature) + "\n"
}

// FileName is what the file of the erasure is called.
func (s Stone) FileName() string { return s.Borough + "-" + string(s.Request) + fileEnd }

func (s *Stone) sign(seed []byte) {
	slices.Sort(s.Subjects)
	s.Signature = ed25519.Sign(ed25519.NewKeyFromSeed(seed), []byte(s.said()))
}

// genuine reports whether the erasure was signed by the installation with these 32 secret bytes.
func (s Stone) genuine(seed []byte) bool {
	key := ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)
	return ed25519.Verify(key, []byte(s.said()), s.Signature)
}

// ParseStone reads an erasure as Text writes it. Anything else is a fault.Invalid error.
func ParseStone(text string) (s Stone, err error) {
	lines := strings.Split(strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")), "\n")
	names := []string{"borough", "request", "about", "ids", "erased", "by", "signature"}
	if len(lines) != 1+len(names) || lines[0] != firstLine {
		return s, noStone("it does not begin as an erasure does, or is cut short")
	}
	said := map[string]string{}
	for i, name := range names {
		value, found := strings.CutPrefix(lines[i+1], name+": ")
		if !found || value == "" {
			return s, noStone("a line does not say “" + name + "”")
		}
		said[name] = value
	}
	s = Stone{Borough: said["borough"], Request: ID(said["request"]), About: datamap.About(said["about"]), Subjects: strings.Fields(said["ids"]), ErasedBy: said["by"]}
	if s.ErasedAt, err = time.Parse(time.RFC3339, said["erased"]); err != nil {
		return s, noStone("the time it happened cannot be read")
	}
	if s.Signature, err = base64.StdEncoding.DecodeString(said["signature"]); err != nil {
		return s, noStone("its signature cannot be read")
	}
	return s, nil
}

func noStone(why string) error {
	return fault.New(fault.Invalid, "requests.no-stone", "This is no erasure: "+why+". Take the file from where it was copied to.")
}
