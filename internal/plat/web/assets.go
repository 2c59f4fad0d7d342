package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"regexp"
	"strings"
	"sync"
	"time"

	"kith/internal/plat/access"
	"kith/internal/plat/govuk"
)

const assetRoot = "/assets/"

// Assets are the built stylesheets, scripts, fonts and pictures.
type Assets struct {
	// Files are served under /assets/. Nil serves none.
	Files fs.FS
	// Path gives the address of a file by its plain name: "public.css" is
	// "/assets/public-3FA9K2ZD.css". Nil is /assets/ and the plain name.
	Path func(name string) string
}

// fingerprinted names change with their content, so browsers may keep them for
// ever.
var fingerprinted = regexp.MustCompile(`-[0-9A-Za-z]{8,}\.[a-z0-9.]+$`)

// assets holds the files in memory, read once, with a compressed twin where
// that saves anything.
type assets struct {
	from  Assets
	files sync.Map // of name to *file
}

type file struct {
	body, gzipped []byte
	contentType   string
	etag          string
}

func newAssets(from Assets) *assets { return &assets{from: from} }

func (a *assets) path(name string) string {
	if a.from.Path == nil {
		return assetRoot + name
	}
	return a.from.Path(name)
}

func (s *Server) assetRoutes() []Route {
	borough := Get(govuk.BoroughCSSPath, access.Public(), s.boroughCSS)
	files := Get(assetRoot+"{name...}", access.Public(), s.assets.serve)
	robots := Get("/robots.txt", access.Public(), func(w http.ResponseWriter, r *http.Request) error {
		return s.assets.send(w, r, "robots.txt")
	})
	borough.kind, files.kind, robots.kind = bare, bare, bare
	return []Route{borough, files, robots}
}

// boroughCSS is short-lived in the browser: a council may change its colour.
func (s *Server) boroughCSS(w http.ResponseWriter, r *http.Request) error {
	css := []byte(govuk.BoroughCSS(s.config.Borough(r.Context()).Accent))
	return (&file{body: css, contentType: "text/css; charset=utf-8", etag: tag(css)}).send(w, r, "public, max-age=300")
}

// SendAsset answers with a built file, by its plain name, under an address of the caller's own:
// a service worker reaches only what lies below where it is. Browsers ask each time if it has
// changed.
func SendAsset(w http.ResponseWriter, r *http.Request, name string) error {
	a := visited(r).server.assets
	return a.sendAs(w, r, strings.TrimPrefix(a.path(name), assetRoot), "no-cache")
}

func (a *assets) serve(w http.ResponseWriter, r *http.Request) error {
	return a.send(w, r, r.PathValue("name"))
}

func (a *assets) send(w http.ResponseWriter, r *http.Request, name string) error {
	keep := "public, max-age=300"
	if fingerprinted.MatchString(name) {
		keep = "public, max-age=31536000, immutable"
	}
	return a.sendAs(w, r, name, keep)
}

func (a *assets) sendAs(w http.ResponseWriter, r *http.Request, name, keep string) error {
	f, err := a.file(name)
	if err != nil {
		return errNoPage
	}
	return f.send(w, r, keep)
}

func (f *file) send(w http.ResponseWriter, r *http.Request, keep string) error {
	h, body := w.Header(), f.body
	h.Set("Cache-Control", keep)
	h.Set("Content-Type", f.contentType)
	h.Set("ETag", f.etag)
	if f.gzipped != nil {
		h.Set("Vary", "Accept-Encoding")
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			body = f.gzipped
		}
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
	return nil
}

// file reads a file once. Folders and hidden files do not exist.
func (a *assets) file(name string) (*file, error) {
	if known, ok := a.files.Load(name); ok {
		return known.(*file), nil
	}
	if a.from.Files == nil || strings.HasPrefix(path.Base(name), ".") {
		return nil, fs.ErrNotExist
	}
	body, err := fs.ReadFile(a.from.Files, name)
	if err != nil {
		return nil, err
	}
	f := &file{body: body, contentType: contentType(name), etag: tag(body), gzipped: squeezed(name, body)}
	a.files.Store(name, f)
	return f, nil
}

func contentType(name string) string {
	switch path.Ext(name) {
	case ".woff2":
		return "font/woff2"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".webmanifest":
		return "application/manifest+json"
	case ".geojson":
		return "application/geo+json"
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}

func tag(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
}

// squeezed returns the gzipped text, or nil where it is not worth it. Only
// assets are compressed: the length of a compressed page would tell what is on
// it beside the form token.
func squeezed(name string, body []byte) []byte {
	switch path.Ext(name) {
	case ".css", ".js", ".mjs", ".svg", ".json", ".geojson", ".webmanifest", ".map", ".txt":
	default:
		return nil
	}
	var out bytes.Buffer
	z, _ := gzip.NewWriterLevel(&out, gzip.BestCompression) // the level is known
	_, _ = z.Write(body)                                    // a buffer does not fail
	_ = z.Close()
	if out.Len() > len(body)*9/10 {
		return nil
	}
	return out.Bytes()
}
