//go:build fault

package app_test

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// server is a PostgreSQL server of a test's own, to be killed or followed.
type server struct {
	t    *testing.T
	bin  string
	dir  string // its data
	port int
	as   *syscall.SysProcAttr // it refuses to run as root
	cmd  *exec.Cmd
	said *bytes.Buffer
}

// newServer makes a server that waits for the disk; it skips the test where there are no
// programs of one.
func newServer(t *testing.T) *server {
	t.Helper()
	bin := os.Getenv("KITH_TEST_POSTGRES_BIN")
	if bin == "" {
		t.Skip("needs the programs of a PostgreSQL server: run it behind test/postgres/run.sh")
	}
	s := &server{t: t, bin: bin, dir: filepath.Join(openFolder(t), "data"), port: freePort(t), as: asNobody(t)}
	s.command("initdb", "-D", s.dir, "-U", "kith", "-A", "trust", "--locale=C", "--encoding=UTF8", "--no-sync")
	s.start()
	return s
}

// openFolder is a folder that a server which runs as nobody can make its own in.
func openFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "kith-server-")
	if err == nil {
		err = os.Chmod(dir, 0o777)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func asNobody(t *testing.T) *syscall.SysProcAttr {
	t.Helper()
	if os.Getuid() != 0 {
		return &syscall.SysProcAttr{}
	}
	nobody, err := user.Lookup("nobody")
	if err != nil {
		t.Skip(err)
	}
	id, _ := strconv.Atoi(nobody.Uid)
	group, _ := strconv.Atoi(nobody.Gid)
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(id), Gid: uint32(group)}}
}

func freePort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

// command runs a program of the server's, or another as the same user.
func (s *server) command(name string, args ...string) {
	s.t.Helper()
	path := filepath.Join(s.bin, name)
	if _, err := os.Stat(path); err != nil {
		path = name
	}
	c := exec.Command(path, args...)
	c.SysProcAttr, c.Dir = s.as, "/tmp"
	if out, err := c.CombinedOutput(); err != nil {
		s.t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

func (s *server) start() {
	s.t.Helper()
	s.said = &bytes.Buffer{}
	s.cmd = exec.Command(filepath.Join(s.bin, "postgres"), "-D", s.dir, "-h", "127.0.0.1", "-p", strconv.Itoa(s.port), "-k", "",
		"-c", "max_connections=60", "-c", "wal_level=replica", "-c", "max_wal_senders=4", "-c", "hot_standby=on")
	s.cmd.SysProcAttr, s.cmd.Dir = s.as, "/tmp"
	s.cmd.Stderr = s.said
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	cmd := s.cmd
	s.t.Cleanup(func() { cmd.Process.Signal(syscall.SIGINT); cmd.Wait() })
	for began := time.Now(); time.Since(began) < 30*time.Second; time.Sleep(50 * time.Millisecond) {
		if conn, err := pgx.Connect(s.t.Context(), s.url("postgres")); err == nil {
			conn.Close(s.t.Context())
			return
		}
	}
	s.t.Fatalf("the server does not start:\n%s", s.said)
}

// kill ends the server and whatever it has running, with nothing tidied.
func (s *server) kill() {
	s.cmd.Process.Signal(syscall.SIGQUIT) // its children must not outlive it and hold the data
	s.cmd.Wait()
}

func (s *server) url(database string) string {
	return fmt.Sprintf("postgres://kith@127.0.0.1:%d/%s?sslmode=disable", s.port, database)
}

// query runs statements; the last one's first column is returned as text.
func (s *server) query(database, statement string) (text string) {
	s.t.Helper()
	conn, err := pgx.Connect(s.t.Context(), s.url(database))
	if err != nil {
		s.t.Fatal(err)
	}
	defer conn.Close(s.t.Context())
	if err := conn.QueryRow(s.t.Context(), statement).Scan(&text); err != nil && err != pgx.ErrNoRows {
		s.t.Fatalf("%s: %v", statement, err)
	}
	return text
}

// engine is a borough's database on the server.
func (s *server) engine() engine {
	s.t.Helper()
	conn, err := pgx.Connect(s.t.Context(), s.url("postgres"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer conn.Close(s.t.Context())
	if _, err := conn.Exec(s.t.Context(), "CREATE DATABASE kith TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"); err != nil {
		s.t.Fatal(err)
	}
	return engine{name: "PostgreSQL of its own", data: s.t.TempDir(), url: s.url("kith")}
}
