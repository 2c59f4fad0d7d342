package notify

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"kith/internal/kernel/clock"
	"kith/internal/kernel/fault"
)

// mailWithin is how long a mail server may take over one mail, from the first word to the
// last. It is less than a job has.
const mailWithin = 20 * time.Second

// SMTPSetup is the mail server a borough sends by, and what it calls itself.
type SMTPSetup struct {
	Host     string
	Port     int
	TLS      TLS
	User     string // empty when the server asks for none
	Password string
	From     string // as "Wigan Council <help@example.org>"
	ReplyTo  string // may be empty

	Within time.Duration // how long the server may take over one mail; 20 seconds when 0
	roots  *tls.Config   // for tests, what certificates to believe
}

// TLS says how the way to the mail server is kept private.
type TLS int

// The ways. The zero TLS insists on STARTTLS.
const (
	StartTLS TLS = iota
	TLSFromTheStart
	NoTLS // this machine only
)

// ParseSMTP reads an address such as smtp://user@mail.example.org:587, or smtps:// for TLS
// from the start. Without TLS mail goes to this machine only, by smtp+plain://127.0.0.1:1025.
// It is a fault of kind Invalid that says how to mend it.
func ParseSMTP(address, password, from string) (SMTPSetup, error) {
	parsed, err := url.Parse(address)
	wrong := fault.New(fault.Invalid, "notify.smtp", "The mail server must be written as smtp://user@host:587, smtps://user@host:465, or smtp+plain://127.0.0.1:1025 for this machine.")
	if err != nil || parsed.Hostname() == "" {
		return SMTPSetup{}, wrong
	}
	setup := SMTPSetup{Host: parsed.Hostname(), User: parsed.User.Username(), Password: password, From: from}
	switch parsed.Scheme {
	case "smtp":
		setup.Port = 587
	case "smtps":
		setup.Port, setup.TLS = 465, TLSFromTheStart
	case "smtp+plain":
		setup.Port, setup.TLS = 25, NoTLS
	}
	if parsed.Port() != "" {
		setup.Port, err = strconv.Atoi(parsed.Port())
	}
	_, hasPassword := parsed.User.Password()
	if err != nil || setup.Port == 0 || hasPassword || setup.TLS == NoTLS && !isLoopback(setup.Host) {
		return SMTPSetup{}, wrong
	}
	return setup, nil
}

// SMTP carries mail by a mail server. It makes a connection for each mail: a borough sends
// a few a minute, and a connection kept open is one more thing that breaks.
type SMTP struct {
	setup  SMTPSetup
	domain string // of the sender, for names that must be of the internet
	clock  clock.Clock
}

// NewSMTP returns a carrier. A From or ReplyTo that is no address is a fault of kind Invalid.
func NewSMTP(setup SMTPSetup, c clock.Clock) (*SMTP, error) {
	try := mail.NewMsg()
	if err := errors.Join(try.From(setup.From), replyTo(try, setup.ReplyTo)); err != nil {
		return nil, fault.New(fault.Invalid, "notify.from", "The sender of mail must be written as Wigan Council <help@example.org>.")
	}
	if setup.Within == 0 {
		setup.Within = mailWithin
	}
	address := try.GetFrom()[0].Address
	return &SMTP{setup: setup, domain: address[strings.LastIndex(address, "@")+1:], clock: c}, nil
}

func replyTo(m *mail.Msg, address string) error {
	if address == "" {
		return nil
	}
	return m.ReplyTo(address)
}

// MessageID is the name a mail travels under, the same on every try: a mailbox that gets it
// twice can tell that it is one mail.
func (s *SMTP) MessageID(reference string) string { return reference + "@" + s.domain }

// Find finds nothing: a mail server keeps no list to look at.
func (*SMTP) Find(context.Context, Channel, string) (Sent, bool, error) { return Sent{}, false, nil }

// Send hands one mail to the server.
func (s *SMTP) Send(ctx context.Context, m Message) (Sent, error) {
	if m.Channel != Email {
		return Sent{}, &Failure{Trouble: Setup, Code: "not-set-up"}
	}
	letter, err := s.compose(m)
	if err != nil {
		return Sent{}, err
	}
	client, err := mail.NewClient(s.setup.Host, s.options()...)
	if err != nil {
		return Sent{}, &Failure{Trouble: Setup, Code: "smtp", Err: err}
	}
	// Of what goes wrong after the server said yes, such as a farewell without an answer,
	// nothing need be known.
	if err := client.DialAndSendWithContext(ctx, letter); err != nil && !letter.IsDelivered() {
		return Sent{}, judgeSMTP(err)
	}
	return Sent{Carrier: "smtp", ID: s.MessageID(m.Reference), Reference: m.Reference, Status: Accepted, At: s.clock.Now()}, nil
}

func (s *SMTP) options() []mail.Option {
	options := []mail.Option{mail.WithPort(s.setup.Port), mail.WithTimeout(s.setup.Within), mail.WithHELO(s.domain), mail.WithoutNoop()}
	switch s.setup.TLS {
	case StartTLS:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	case TLSFromTheStart:
		options = append(options, mail.WithSSL())
	case NoTLS:
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	}
	if s.setup.roots != nil {
		options = append(options, mail.WithTLSConfig(s.setup.roots))
	}
	if s.setup.User != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(s.setup.User), mail.WithPassword(s.setup.Password))
	}
	return options
}

// compose writes the mail. An address that is none is refused here, before any server is
// troubled.
func (s *SMTP) compose(m Message) (*mail.Msg, error) {
	letter := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := errors.Join(letter.From(s.setup.From), replyTo(letter, s.setup.ReplyTo)); err != nil {
		return nil, &Failure{Trouble: Setup, Code: "sender"}
	}
	if letter.To(m.To) != nil {
		return nil, &Failure{Trouble: Refused, Code: "address"}
	}
	letter.Subject(m.Subject)
	letter.SetDateWithValue(s.clock.Now())
	letter.SetMessageIDWithValue(s.MessageID(m.Reference))
	letter.SetGenHeader("Auto-Submitted", "auto-generated") // so that no out-of-office note answers
	letter.SetGenHeader("X-Auto-Response-Suppress", "All")
	letter.SetBodyString(mail.TypeTextPlain, m.Body)
	if m.HTML != "" {
		letter.AddAlternativeString(mail.TypeTextHTML, m.HTML)
	}
	return letter, nil
}

// judgeSMTP says what an error of the mail library means.
func judgeSMTP(err error) *Failure {
	sending, ok := errors.AsType[*mail.SendError](err)
	if !ok {
		return judgeDialling(err)
	}
	code := sending.ErrorCode()
	failure := &Failure{Trouble: Away, Code: strings.TrimSpace(strconv.Itoa(code) + " " + sending.EnhancedStatusCode())}
	switch {
	case code == 0 && sending.Reason == mail.ErrSMTPDataClose:
		// The last line was said and no answer came: nobody knows.
		failure.Trouble, failure.Code = Unclear, "no-answer"
	case code == 0:
		failure.Code = "connection-lost"
	case code < 500:
		failure.Trouble = Busy
	case code == 530, code == 535, sending.Reason == mail.ErrSMTPMailFrom:
		failure.Trouble = Setup
	default:
		failure.Trouble = Refused
	}
	return failure
}

// judgeDialling judges what went wrong before the mail was offered, so that it cannot have
// been taken.
func judgeDialling(err error) *Failure {
	if said, ok := errors.AsType[*textproto.Error](err); ok {
		failure := &Failure{Trouble: Busy, Code: strconv.Itoa(said.Code)}
		if said.Code >= 500 {
			failure.Trouble = Setup
		}
		return failure
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return &Failure{Trouble: Setup, Code: "certificate", Err: err}
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return &Failure{Trouble: Away, Code: "no-connection", Err: err}
	}
	if strings.Contains(err.Error(), "STARTTLS") || strings.Contains(err.Error(), "AUTH") {
		return &Failure{Trouble: Setup, Code: "smtp", Err: err} // the server cannot do what we insist on
	}
	return &Failure{Trouble: Away, Code: "no-connection", Err: err}
}
