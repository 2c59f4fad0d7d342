// Command build makes the stylesheets and scripts of the pages: sass compiles
// web/sass, esbuild bundles web/src and shrinks both, and every file gets its
// fingerprint into its name. The result is web/static/build with manifest.json,
// which the web package embeds. Run it from the root of the module after
// "npm ci" in web: go run ./web/build
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

func main() {
	dir := flag.String("dir", "web", "folder of package.json")
	flag.Parse()
	if err := build(*dir); err != nil {
		fmt.Fprintln(os.Stderr, "assets:", err)
		os.Exit(1)
	}
}

// build writes static/build anew.
func build(dir string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules", "sass")); err != nil {
		return fmt.Errorf("the front-end packages are not installed: run npm ci in %s", dir)
	}
	out := filepath.Join(dir, "static", "build")
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	// The compiled sass lies inside the folder so that its url() paths resolve.
	styles, err := os.MkdirTemp(dir, ".styles-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(styles)
	if err := compileSass(dir, styles); err != nil {
		return err
	}
	if err := mirror(dir, styles); err != nil {
		return err
	}
	manifest, err := bundle(dir, styles, out)
	if err != nil {
		return err
	}
	return writeManifest(filepath.Join(out, "manifest.json"), manifest)
}

// sheets are the stylesheets written in sass.
var sheets = []string{"public", "staff", "doorstep", "wall"}

// compileSass runs npm's sass: there is no well-kept one in Go.
func compileSass(dir, styles string) error {
	args := []string{"--load-path=.", "--load-path=node_modules", "--no-source-map", "--quiet-deps", "--no-charset"}
	for _, name := range sheets {
		args = append(args, "sass/"+name+".scss:"+filepath.Join(styles, name+".css"))
	}
	cmd := exec.Command(filepath.Join(dir, "node_modules", ".bin", "sass"), args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("sass: %w", err)
	}
	return nil
}

// mirrored is the stylesheet of public pages in languages written from right to left.
const mirrored = "mirrored"

// mirror turns the public stylesheet round: GOV.UK's sass names left and right.
func mirror(dir, styles string) error {
	cmd := exec.Command(filepath.Join(dir, "node_modules", ".bin", "rtlcss"), "--silent", filepath.Join(styles, "public.css"), filepath.Join(styles, mirrored+".css"))
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("rtlcss: %w", err)
	}
	return nil
}

// bundle shrinks styles and scripts into out and returns the fingerprinted
// name of each plain one.
func bundle(dir, styles, out string) (map[string]string, error) {
	entries := []api.EntryPoint{
		{InputPath: "src/public.ts", OutputPath: "public"},
		{InputPath: "src/staff.ts", OutputPath: "staff"},
		{InputPath: "src/map.ts", OutputPath: "map"},
		{InputPath: "src/map.css", OutputPath: "map"},
		{InputPath: "src/doorstep.ts", OutputPath: "doorstep"},
		{InputPath: "src/wall.ts", OutputPath: "wall"},
		{InputPath: "src/worker.ts", OutputPath: "worker"},
	}
	for _, name := range append(sheets, mirrored) {
		entries = append(entries, api.EntryPoint{InputPath: filepath.Join(styles, name+".css"), OutputPath: name})
	}
	result := api.Build(api.BuildOptions{
		AbsWorkingDir:       dir,
		EntryPointsAdvanced: entries,
		Outdir:              out,
		EntryNames:          "[name]-[hash]",
		AssetNames:          "[name]-[hash]",
		Bundle:              true,
		Write:               true,
		Metafile:            true,
		MinifySyntax:        true,
		MinifyWhitespace:    true,
		MinifyIdentifiers:   true,
		Format:              api.FormatESModule,
		Target:              api.ES2020,
		LegalComments:       api.LegalCommentsEndOfFile,
		LogLevel:            api.LogLevelWarning,
		Loader: map[string]api.Loader{
			".svg": api.LoaderDataURL, ".png": api.LoaderDataURL, ".gif": api.LoaderDataURL,
		},
	})
	if len(result.Errors) > 0 {
		return nil, fmt.Errorf("esbuild: %s", result.Errors[0].Text)
	}
	return names(result.Metafile)
}

// names reads from esbuild's account of its work which file came of which entry.
func names(metafile string) (map[string]string, error) {
	var meta struct {
		Outputs map[string]struct {
			EntryPoint string `json:"entryPoint"`
		} `json:"outputs"`
	}
	if err := json.Unmarshal([]byte(metafile), &meta); err != nil {
		return nil, err
	}
	manifest := make(map[string]string)
	for file, output := range meta.Outputs {
		if output.EntryPoint != "" {
			manifest[plain(path.Base(file))] = path.Base(file)
		}
	}
	return manifest, nil
}

// plain takes the fingerprint out of a name: public-3FA9K2ZD.css is public.css.
func plain(name string) string {
	ext := path.Ext(name)
	stem, _, _ := strings.Cut(strings.TrimSuffix(name, ext), "-")
	return stem + ext
}

func writeManifest(file string, manifest map[string]string) error {
	text, err := json.MarshalIndent(manifest, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(text, '\n'), 0o644)
}
