// Command scan reads what gosec found, as JSON, and fails on every finding that explained.txt
// does not explain, and on every explanation that nothing needs any more.
package main

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"slices"
	"strings"
)

//go:embed explained.txt
var explained string

func main() {
	here, err := os.Getwd()
	if err == nil {
		err = judge(os.Stdin, here, explained, os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "scan:", err)
		os.Exit(1)
	}
}

// report is what gosec writes.
type report struct {
	Issues []finding
	Errors map[string]any `json:"Golang errors"`
}

type finding struct {
	Rule    string `json:"rule_id"`
	File    string `json:"file"`
	Line    string `json:"line"`
	Details string `json:"details"`
}

// explanation says why the findings of a rule in some files are no weakness.
type explanation struct {
	rule, files, why string
	used             bool
}

func (e *explanation) explains(f finding) bool {
	if e.rule != f.Rule {
		return false
	}
	exact, err := path.Match(e.files, f.File)
	return err == nil && exact || strings.HasSuffix(e.files, "/...") && strings.HasPrefix(f.File, strings.TrimSuffix(e.files, "..."))
}

// judge reads a report of the project in a folder and writes what is left to be mended.
func judge(in io.Reader, folder, explained string, out io.Writer) error {
	var r report
	if err := json.NewDecoder(in).Decode(&r); err != nil {
		return fmt.Errorf("this is no report of gosec: %w", err)
	}
	all, err := read(explained)
	if err != nil {
		return err
	}
	wrong := len(r.Errors)
	for file := range r.Errors {
		fmt.Fprintln(out, file, "could not be read")
	}
	for _, f := range r.Issues {
		f.File = strings.TrimPrefix(f.File, folder+"/")
		i := slices.IndexFunc(all, func(e explanation) bool { return e.explains(f) })
		if i < 0 {
			fmt.Fprintf(out, "%s:%s: %s: %s\n", f.File, f.Line, f.Rule, f.Details)
			wrong++
			continue
		}
		all[i].used = true
	}
	for _, e := range all {
		if !e.used {
			fmt.Fprintf(out, "explained.txt: nothing needs %s %s any more\n", e.rule, e.files)
			wrong++
		}
	}
	fmt.Fprintf(out, "%d findings, each explained but for %d\n", len(r.Issues), wrong)
	if wrong > 0 {
		return fmt.Errorf("mend what is listed, or say in test/scan/explained.txt why it is no weakness")
	}
	return nil
}

// read reads explanations: a rule, the files, and why, one to a line.
func read(text string) (all []explanation, err error) {
	for in := bufio.NewScanner(strings.NewReader(text)); in.Scan(); {
		line := strings.TrimSpace(in.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		of := strings.Fields(line)
		if len(of) < 5 {
			return nil, fmt.Errorf("explained.txt: %q does not say why", line)
		}
		all = append(all, explanation{rule: of[0], files: of[1], why: strings.Join(of[2:], " ")})
	}
	return all, nil
}
