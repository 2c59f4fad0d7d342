//go:build fault

package app_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"kith/internal/plat/db"
)

// follower makes a second server that follows the first by streaming replication: its data
// is copied while people write.
func (s *server) follower() *server {
	s.t.Helper()
	f := &server{t: s.t, bin: s.bin, dir: filepath.Join(openFolder(s.t), "data"), port: freePort(s.t), as: s.as}
	conn, err := pgx.Connect(s.t.Context(), s.url("postgres"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer conn.Close(s.t.Context())
	var begin, label string
	if err := conn.QueryRow(s.t.Context(), "SELECT pg_backup_start('follower', true)::text").Scan(&begin); err != nil {
		s.t.Fatal(err)
	}
	f.command("cp", "-a", s.dir, f.dir)
	if err := conn.QueryRow(s.t.Context(), "SELECT labelfile FROM pg_backup_stop(false)").Scan(&label); err != nil {
		s.t.Fatal(err)
	}
	f.command("rm", "-f", filepath.Join(f.dir, "postmaster.pid"))
	for name, text := range map[string]string{
		"backup_label": label, "standby.signal": "",
		"postgresql.auto.conf": "primary_conninfo = 'host=127.0.0.1 port=" + strconv.Itoa(s.port) + " user=kith'\n",
	} {
		path := filepath.Join(f.dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			s.t.Fatal(err)
		}
		if s.as.Credential != nil {
			if err := os.Chown(path, int(s.as.Credential.Uid), int(s.as.Credential.Gid)); err != nil {
				s.t.Fatal(err)
			}
		}
	}
	f.start()
	return f
}

// TestFaultAReplica reads figures from a server that follows, and from where is written once
// it does not, without anybody noticing.
func TestFaultAReplica(t *testing.T) {
	s := newServer(t)
	e := s.engine()
	e.run(t, "migrate")
	f := s.follower()
	d, err := db.Open(t.Context(), db.Config{URL: e.url, Replica: f.url("kith")})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	where := func() string {
		var port string
		if err := d.ReadBehind(t.Context()).QueryRow("SELECT inet_server_port()::text").Scan(&port); err != nil {
			t.Fatal(err)
		}
		return port
	}
	if got := where(); got != strconv.Itoa(f.port) {
		t.Errorf("figures are read at %s, want the replica at %d", got, f.port)
	}
	if err := d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec("CREATE TABLE follow_row (n BIGINT PRIMARY KEY)")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	there := false
	for began := time.Now(); !there && time.Since(began) < 10*time.Second; time.Sleep(20 * time.Millisecond) {
		there = strings.Contains(f.query("kith", "SELECT COALESCE(max(relname), '')::text FROM pg_class WHERE relname = 'follow_row'"), "follow_row")
	}
	if !there {
		t.Error("the replica does not follow")
	}
	if err := d.ReadBehind(t.Context()).QueryRow("INSERT INTO follow_row (n) VALUES (1) RETURNING n").Scan(new(int)); err == nil {
		t.Error("something was written through the replica")
	}

	e.env = []string{"KITH_REPLICA=" + f.url("kith")}
	program, _ := e.serve(t)
	f.kill()
	if got := where(); got != strconv.Itoa(s.port) {
		t.Errorf("with the replica gone figures are read at %s, want %d", got, s.port)
	}
	if _, err := program.visit(t, "").ask("with the replica gone", forms(t, 1)[0]); err != nil {
		t.Error(err)
	}
	program.stop()
	again, _ := e.serve(t) // a replica that is not there is no reason not to start
	again.stop()
}
