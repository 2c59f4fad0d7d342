package archtest

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"strings"
)

// The ceilings point early at a file, function or package that tries to be everything.
// Above a soft one the test says so; above a hard one it fails.
const (
	fileSoft, fileHard         = 400, 600
	functionSoft, functionHard = 60, 100
	packageLines               = 4000
	exportedTypes              = 40
	constructorDependencies    = 8
)

// catalogues are packages whose types are a list by nature, with how many they may have:
// each component of a page is a type, and one place to look them up is the point.
var catalogues = map[string]int{"internal/plat/govuk": 60}

// vague are names under which anything can be put, and sooner or later is.
var vague = map[string]bool{"util": true, "utils": true, "helper": true, "helpers": true, "model": true, "models": true, "types": true, "common": true, "misc": true}

// checkCeilings judges sizes and names; notes are the soft ceilings.
func checkCeilings(t *tree) (problems []Problem, notes []string) {
	for _, p := range t.packages {
		for _, file := range p.files {
			found, said := checkFile(t, file)
			problems, notes = append(problems, found...), append(notes, said...)
		}
		if !p.onlyTests() {
			problems = append(problems, checkPackage(t, p)...)
		}
	}
	return problems, notes
}

// checkFile judges the length of a file and of its functions, and what it is called.
func checkFile(t *tree, file source) (problems []Problem, notes []string) {
	stem := strings.TrimSuffix(path.Base(file.path), ".go")
	if vague[stem] {
		problems = append(problems, Problem{file.path, stem + " says nothing about what is inside", "name the file after what it does"})
	}
	if file.generated {
		return problems, nil
	}
	switch n := file.lines(); {
	case n > fileHard:
		problems = append(problems, Problem{file.path, fmt.Sprintf("%d lines; %d is the most", n, fileHard), "give each use case a file of its own"})
	case n > fileSoft:
		notes = append(notes, fmt.Sprintf("%s: %d lines, over %d", file.path, n, fileSoft))
	}
	if file.test {
		return problems, notes
	}
	for _, decl := range file.syntax.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		switch n := t.lines(f); {
		case n > functionHard:
			problems = append(problems, Problem{t.at(f.Pos()), fmt.Sprintf("%s is %d lines long; %d is the most", f.Name.Name, n, functionHard), "name its steps as functions"})
		case n > functionSoft:
			notes = append(notes, fmt.Sprintf("%s: %s is %d lines long, over %d", t.at(f.Pos()), f.Name.Name, n, functionSoft))
		}
	}
	return problems, notes
}

// lines counts the lines of a declaration, without its comment.
func (t *tree) lines(f *ast.FuncDecl) int {
	return t.positions.Position(f.End()).Line - t.positions.Position(f.Type.Pos()).Line + 1
}

// checkPackage judges what is written by hand in a package, tests apart.
func checkPackage(t *tree, p *folder) (problems []Problem) {
	lines, types, described := 0, 0, false
	_, base := split(p.path)
	if vague[base] {
		problems = append(problems, Problem{p.path, base + " says nothing about what is inside", "name the package after what it offers"})
	}
	for _, file := range p.files {
		if file.test {
			continue
		}
		described = described || file.syntax.Doc != nil
		if file.generated {
			continue
		}
		lines += file.lines()
		for _, decl := range file.syntax.Decls {
			switch d := decl.(type) {
			case *ast.GenDecl:
				types += countExported(d)
			case *ast.FuncDecl:
				if n := dependencies(p, d); n > constructorDependencies {
					problems = append(problems, Problem{
						t.at(d.Pos()), fmt.Sprintf("%s takes %d dependencies; %d is the most", d.Name.Name, n, constructorDependencies),
						"split the feature: one that needs so many others does several jobs",
					})
				}
			}
		}
	}
	if lines > packageLines {
		problems = append(problems, Problem{p.path, fmt.Sprintf("%d lines; %d is the most", lines, packageLines), "split the package by the nouns it holds"})
	}
	if most := max(exportedTypes, catalogues[p.path]); types > most {
		problems = append(problems, Problem{p.path, fmt.Sprintf("%d exported types; %d is the most", types, most), "split the package, or keep types to itself"})
	}
	if !described {
		problems = append(problems, Problem{p.path, "has no package comment", "say in doc.go, in the council's words, what the package is for"})
	}
	return problems
}

// countExported counts the exported types of a declaration.
func countExported(d *ast.GenDecl) (n int) {
	if d.Tok != token.TYPE {
		return 0
	}
	for _, spec := range d.Specs {
		if spec.(*ast.TypeSpec).Name.IsExported() {
			n++
		}
	}
	return n
}

// dependencies counts what a constructor (an exported New…) is given. A parameter that is a
// struct of the package called …Deps or …Dependencies counts by its fields, so that wrapping
// them hides nothing; a context does not count.
func dependencies(p *folder, f *ast.FuncDecl) (n int) {
	if f.Recv != nil || !strings.HasPrefix(f.Name.Name, "New") {
		return 0
	}
	for _, field := range f.Type.Params.List {
		count := max(len(field.Names), 1)
		switch typ := field.Type.(type) {
		case *ast.SelectorExpr:
			if typ.Sel.Name == "Context" {
				count = 0
			}
		case *ast.Ident:
			if strings.HasSuffix(typ.Name, "Deps") || strings.HasSuffix(typ.Name, "Dependencies") {
				count = max(count, p.fields(typ.Name))
			}
		}
		n += count
	}
	return n
}

// fields counts the fields of a struct of the package; 0 when there is no such struct.
func (p *folder) fields(name string) (n int) {
	for _, file := range p.files {
		if file.test || file.generated {
			continue
		}
		ast.Inspect(file.syntax, func(node ast.Node) bool {
			spec, ok := node.(*ast.TypeSpec)
			if !ok || spec.Name.Name != name {
				return true
			}
			if s, ok := spec.Type.(*ast.StructType); ok {
				n = s.Fields.NumFields()
			}
			return false
		})
	}
	return n
}
