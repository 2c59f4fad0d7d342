package postbox

import (
	"context"
	"errors"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-smtp"

	"kith/internal/kernel/clock"
	"kith/internal/plat/notify"
)

// keep is how many arrivals are kept; older ones are forgotten.
const keep = 500

// Arrival is one message that arrived.
type Arrival struct {
	Channel   notify.Channel
	ID        string // Notify's id, or the mail's Message-ID without its brackets
	Reference string // as the sender gave it
	To        string // address or number; for a letter its first line
	Subject   string
	Body      string
	HTML      string
	PDF       []byte // of a letter
	Key       Kind   // of the key it was sent with; empty for mail that came by SMTP
	Status    string // in Notify's word; "delivered" for mail by SMTP
	At        time.Time
}

// Box holds what arrived. It is safe for use by many goroutines.
type Box struct {
	// MailAddr is the mail server's host and port, NotifyURL where Notify answers, once
	// Start returned.
	MailAddr, NotifyURL string

	clock  clock.Clock
	mu     sync.Mutex
	mail   behaviour
	notify behaviour
	all    []Arrival
	texts  []notify.Inbound
	hooks  Hooks
	sent   map[string]int // texts an hour to one number, and all a day
}

// New returns an empty box.
func New(c clock.Clock) *Box { return &Box{clock: c, sent: map[string]int{}} }

// Start listens on two free ports of 127.0.0.1 until ctx is cancelled.
func (b *Box) Start(ctx context.Context) error {
	mailAt, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	notifyAt, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return errors.Join(err, mailAt.Close())
	}
	b.MailAddr, b.NotifyURL = mailAt.Addr().String(), "http://"+notifyAt.Addr().String()
	mail := b.mailServer()
	web := &http.Server{Handler: b, ReadHeaderTimeout: 5 * time.Second}
	go func() { _ = mail.Serve(mailAt) }()
	go func() { _ = web.Serve(notifyAt) }()
	context.AfterFunc(ctx, func() { // the listeners too: a server that has not begun does not know its own
		_ = errors.Join(mail.Close(), web.Close(), mailAt.Close(), notifyAt.Close())
	})
	return nil
}

// Arrived returns what arrived, the first first.
func (b *Box) Arrived() []Arrival {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.all)
}

// To returns what arrived for one address, number or first line of an address.
func (b *Box) To(recipient string) []Arrival {
	return slices.DeleteFunc(b.Arrived(), func(a Arrival) bool { return !strings.EqualFold(a.To, recipient) })
}

// Find returns the arrival with an id.
func (b *Box) Find(id string) (Arrival, bool) {
	all := b.Arrived()
	i := slices.IndexFunc(all, func(a Arrival) bool { return a.ID == id })
	if i < 0 {
		return Arrival{}, false
	}
	return all[i], true
}

// Empty forgets what arrived.
func (b *Box) Empty() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.all, b.texts, b.sent = nil, nil, map[string]int{}
}

func (b *Box) put(a Arrival) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.all = append(b.all, a)
	if len(b.all) > keep {
		b.all = slices.Delete(b.all, 0, len(b.all)-keep)
	}
}

// mailServer is a real SMTP server without TLS or sign-in, for this machine.
func (b *Box) mailServer() *smtp.Server {
	server := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{box: b, conn: c}, nil }))
	server.Domain, server.AllowInsecureAuth = "localhost", true
	server.MaxMessageBytes, server.MaxRecipients = 10<<20, 10
	server.ReadTimeout, server.WriteTimeout = time.Minute, time.Minute
	server.ErrorLog = silent{}
	return server
}

// silent is a log nobody reads: a client that hangs up is no news here.
type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}
