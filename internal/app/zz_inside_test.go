//go:build bench

package app_test

import (
	"context"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"kith/internal/app"
	"kith/internal/blueprint"
	"kith/internal/demo"
	"kith/internal/kernel/clock"
	"kith/internal/plat/config"
)

func BenchmarkZZInside(b *testing.B) {
	c := config.Common{Data: os.Getenv("ZZ_DATA"), Borough: "wigan", Blueprints: filepath.Join("..", "..", "blueprints"), LogLevel: "warn", Addr: "127.0.0.1:0", Database: os.Getenv("ZZ_URL")}
	a, err := app.Open(b.Context(), c, clock.System{}, true)
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(b.Context())
	file := filepath.Join(b.TempDir(), "addr")
	done := make(chan error, 1)
	go func() { done <- a.Serve(ctx, config.Serving{AddrFile: file, FormsMinute: 1e8, FormsBurst: 1e8, InFlight: 256}, "") }()
	p := &program{t: b}
	for p.base == "" {
		if at, err := os.ReadFile(file); err == nil && len(at) > 0 {
			p.base = "http://" + string(at)
		}
		time.Sleep(time.Millisecond)
	}
	for len(p.base) > 0 && (p.base[len(p.base)-1] == '\n') {
		p.base = p.base[:len(p.base)-1]
	}
	http.Get(p.base + "/")
	loaded, _ := blueprint.Load(os.DirFS(filepath.Join("..", "..", "blueprints", "wigan")), app.Features().Sections())
	size := demo.Lively
	size.People, size.Tasks = 320000, 300000
	forms := demo.Forms(loaded, time.Now(), size, 20000)
	rand.Shuffle(len(forms), func(i, j int) { forms[i], forms[j] = forms[j], forms[i] })
	b.Log(send(b, p, forms).values(), a.DB.Stats())
	cancel()
	<-done
	a.Close(context.Background())
}
