package postbox

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"

	"github.com/emersion/go-smtp"

	"kith/internal/plat/notify"
)

// session is one connection to the mail server.
type session struct {
	box  *Box
	conn *smtp.Conn
	to   []string
}

// Reset begins a new mail.
func (s *session) Reset() { s.to = nil }

// Logout ends the connection.
func (*session) Logout() error { return nil }

// Mail says who sends.
func (*session) Mail(string, *smtp.MailOptions) error { return nil }

// Rcpt says for whom. Nobody is at perm-fail@simulator.notify, as at Notify's.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if to == permanentMail {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "No such mailbox"}
	}
	s.to = append(s.to, to)
	return nil
}

// Data takes the mail.
func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	fault, broken := s.box.next(&s.box.mail)
	if broken {
		time.Sleep(fault.Hang)
		if fault.Status != 0 {
			return &smtp.SMTPError{Code: fault.Status, EnhancedCode: smtp.EnhancedCode{fault.Status / 100, 0, 0}, Message: "Not now"}
		}
	}
	for _, to := range s.to {
		arrival, err := readMail(raw)
		if err != nil {
			return err
		}
		arrival.To, arrival.At = to, s.box.clock.Now()
		s.box.put(arrival)
	}
	if fault.Die {
		_ = s.conn.Conn().Close()
	}
	return nil
}

// readMail reads the parts a person would see.
func readMail(raw []byte) (Arrival, error) {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return Arrival{}, err
	}
	id := strings.Trim(m.Header.Get("Message-ID"), "<>")
	reference, _, _ := strings.Cut(id, "@")
	arrival := Arrival{Channel: notify.Email, ID: id, Reference: reference, Status: "delivered"}
	arrival.Subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		return Arrival{}, err
	}
	err = readPart(&arrival, m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body)
	return arrival, err
}

func readPart(into *Arrival, contentType, encoding string, body io.Reader) error {
	kind, parameters, err := mime.ParseMediaType(contentType)
	if err != nil {
		return err
	}
	if strings.HasPrefix(kind, "multipart/") {
		return readParts(into, multipart.NewReader(body, parameters["boundary"]))
	}
	switch strings.ToLower(encoding) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	text, err := io.ReadAll(body)
	plain := strings.ReplaceAll(string(text), "\r\n", "\n")
	switch kind {
	case "text/plain":
		into.Body = plain
	case "text/html":
		into.HTML = plain
	}
	return err
}

func readParts(into *Arrival, parts *multipart.Reader) error {
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := readPart(into, part.Header.Get("Content-Type"), part.Header.Get("Content-Transfer-Encoding"), part); err != nil {
			return err
		}
	}
}
