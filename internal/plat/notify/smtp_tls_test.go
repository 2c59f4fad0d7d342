package notify_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"math/big"
	"net"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"kith/internal/kernel/clock"
	"kith/internal/plat/notify"
)

// guarded is a mail server that asks for a name and a password.
type guarded struct{ took int }

func (g *guarded) NewSession(*smtp.Conn) (smtp.Session, error) { return &guardedSession{g: g}, nil }

type guardedSession struct {
	g  *guarded
	in bool
}

func (s *guardedSession) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *guardedSession) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "kith" || password != "right" {
			return smtp.ErrAuthFailed
		}
		s.in = true
		return nil
	}), nil
}
func (*guardedSession) Reset()        {}
func (*guardedSession) Logout() error { return nil }
func (s *guardedSession) Mail(string, *smtp.MailOptions) error {
	if !s.in {
		return smtp.ErrAuthRequired
	}
	return nil
}
func (*guardedSession) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (s *guardedSession) Data(r io.Reader) error {
	s.g.took++
	_, err := io.Copy(io.Discard, r)
	return err
}

// certificate is one that a test believes, for 127.0.0.1.
func certificate(t *testing.T) (server, client *tls.Config) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	parsed, bad := x509.ParseCertificate(raw)
	if err := errors.Join(err, bad); err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{raw}, PrivateKey: key}}}, &tls.Config{RootCAs: roots, ServerName: "127.0.0.1"}
}

func TestMailGoesOverTLSAndIsSignedIn(t *testing.T) {
	serverTLS, clientTLS := certificate(t)
	keeper := &guarded{}
	server := smtp.NewServer(keeper)
	server.TLSConfig, server.Domain = serverTLS, "localhost"
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = server.Serve(listener) }()
	defer server.Close()
	send := func(user, password string, trust *tls.Config) error {
		setup, err := notify.ParseSMTP("smtp://"+user+listener.Addr().String(), password, "help@example.org")
		if err != nil {
			t.Fatal(err)
		}
		setup.Trust(trust)
		carrier, err := notify.NewSMTP(setup, clock.Fixed(noon))
		if err != nil {
			t.Fatal(err)
		}
		_, err = carrier.Send(t.Context(), aMail)
		return err
	}
	if err := send("kith@", "right", clientTLS); err != nil || keeper.took != 1 {
		t.Errorf("with the right password: %v", err)
	}
	for name, err := range map[string]error{
		"a wrong password":       send("kith@", "wrong", clientTLS),
		"no password":            send("", "", clientTLS),
		"an unknown certificate": send("kith@", "right", &tls.Config{ServerName: "127.0.0.1"}),
	} {
		if f := notify.FailureOf(err); err == nil || f.Trouble != notify.Setup {
			t.Errorf("%s: %v", name, err)
		}
	}
	if keeper.took != 1 {
		t.Errorf("%d mails were taken", keeper.took)
	}
}
