package heads

import (
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kith/internal/kernel/day"
	"kith/internal/kernel/fault"
	"kith/internal/plat/journal"
)

// Head is where a borough's journal ended when a day's head was signed.
type Head struct {
	Borough  string
	Day      day.Date
	Anchor   journal.Anchor
	SignedAt time.Time
	Key      ed25519.PublicKey // that Signature is checked with
	// Signature is over everything above.
	Signature []byte
}

const firstLine = "kith head 1"

// said is what is signed.
func (h Head) said() string {
	return strings.Join([]string{
		firstLine,
		"borough: " + h.Borough,
		"day: " + h.Day.String(),
		"seq: " + strconv.FormatInt(h.Anchor.Seq, 10),
		"chain: " + h.Anchor.Chain,
		"signed: " + h.SignedAt.UTC().Format(time.RFC3339),
		"key: " + base64.StdEncoding.EncodeToString(h.Key),
		"",
	}, "\n")
}

// Text is the head as it is sent and written to a file.
func (h Head) Text() string {
	return h.said() + "signature: " + base64.StdEncoding.EncodeToString(h.Signature) + "\n"
}

// FileName is what the file of the head is called.
func (h Head) FileName() string { return h.Borough + "-" + h.Day.String() + ".head" }

// sign signs the head with a key made of 32 secret bytes.
func (h *Head) sign(seed []byte) {
	key := ed25519.NewKeyFromSeed(seed)
	h.Key = key.Public().(ed25519.PublicKey)
	h.Signature = ed25519.Sign(key, []byte(h.said()))
}

// Genuine reports whether the head was signed with a key, and says what it said then.
func (h Head) Genuine(key ed25519.PublicKey) bool {
	return len(key) == ed25519.PublicKeySize && key.Equal(h.Key) && ed25519.Verify(key, []byte(h.said()), h.Signature)
}

// Public is the key that heads signed with 32 secret bytes are checked with.
func Public(seed []byte) ed25519.PublicKey {
	return ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)
}

// Parse reads a head as Text writes it. Anything else is a fault.Invalid error.
func Parse(text string) (h Head, err error) {
	lines := strings.Split(strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")), "\n")
	if len(lines) != 8 || lines[0] != firstLine {
		return h, notOne("it does not begin as a head does, or is cut short")
	}
	said := make([]string, 8)
	for i, name := range []string{"", "borough", "day", "seq", "chain", "signed", "key", "signature"} {
		if i == 0 {
			continue
		}
		value, found := strings.CutPrefix(lines[i], name+": ")
		if !found {
			return h, notOne("line " + strconv.Itoa(i+1) + " does not say “" + name + "”")
		}
		said[i] = value
	}
	h.Borough, h.Anchor.Chain = said[1], said[4]
	var faults [5]error
	faults[0] = h.Day.UnmarshalText([]byte(said[2]))
	h.Anchor.Seq, faults[1] = strconv.ParseInt(said[3], 10, 64)
	h.SignedAt, faults[2] = time.Parse(time.RFC3339, said[5])
	h.Key, faults[3] = base64.StdEncoding.DecodeString(said[6])
	h.Signature, faults[4] = base64.StdEncoding.DecodeString(said[7])
	for i, err := range faults {
		if err != nil {
			return h, notOne(fmt.Sprintf("what line %d says cannot be read", []int{3, 4, 6, 7, 8}[i]))
		}
	}
	return h, nil
}

func notOne(why string) error {
	return fault.New(fault.Invalid, "heads.not-one", "This is no head of a journal: "+why+". Take it from where it was first kept.")
}
