package archtest

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"
)

// literal is a text as the program joins it from literals and constants, with a hole for
// each part that is known only when it runs.
type literal struct {
	text      string
	pos       token.Pos
	formatted bool // handed to fmt.Sprintf as its format
}

// constants are the string constants of a package by name.
type constants map[string]ast.Expr

// constantsOf collects a package's string constants, and which of them are parts of longer
// texts: those are judged where they are joined.
func constantsOf(p *folder) (known constants, parts map[string]bool) {
	known, parts = constants{}, map[string]bool{}
	for _, file := range p.files {
		if file.test || file.generated {
			continue
		}
		ast.Inspect(file.syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GenDecl:
				if n.Tok == token.CONST {
					known.add(n)
				}
			case *ast.BinaryExpr:
				for _, side := range []ast.Expr{n.X, n.Y} {
					if name, ok := side.(*ast.Ident); ok && n.Op == token.ADD {
						parts[name.Name] = true
					}
				}
			}
			return true
		})
	}
	return known, parts
}

func (c constants) add(decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		values := spec.(*ast.ValueSpec)
		for i, name := range values.Names {
			if i < len(values.Values) {
				c[name.Name] = values.Values[i]
			}
		}
	}
}

// literalsOf gives every text of a file, each joined as far as it can be.
func literalsOf(file source, known constants, parts map[string]bool) (all []literal) {
	formats := map[ast.Expr]bool{}
	ast.Inspect(file.syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.Field:
			return n.Tag == nil
		case *ast.ValueSpec:
			return !declaresPart(n, parts)
		case *ast.CallExpr:
			if isSprintf(n) {
				formats[n.Args[0]] = true
			}
		case *ast.BinaryExpr:
			text, ok := known.fold(n, 0)
			if n.Op != token.ADD || !ok {
				return true
			}
			all = append(all, literal{text, n.Pos(), formats[n]})
			known.insideHoles(n, func(e ast.Expr) {
				all = append(all, literalsOf(source{syntax: &ast.File{Name: ast.NewIdent("_"), Decls: wrap(e)}}, known, parts)...)
			})
			return false
		case *ast.Ident:
			if text, ok := known.fold(n, 0); ok && formats[n] {
				all = append(all, literal{text, n.Pos(), true})
			}
		case *ast.BasicLit:
			if text, ok := known.fold(n, 0); ok {
				all = append(all, literal{text, n.Pos(), formats[n]})
			}
		}
		return true
	})
	return all
}

// wrap makes a declaration of an expression, so that it can be walked like a file.
func wrap(e ast.Expr) []ast.Decl {
	return []ast.Decl{&ast.GenDecl{Tok: token.VAR, Specs: []ast.Spec{
		&ast.ValueSpec{Names: []*ast.Ident{ast.NewIdent("_")}, Values: []ast.Expr{e}},
	}}}
}

// declaresPart reports whether a declaration names a constant that longer texts are made of.
func declaresPart(spec *ast.ValueSpec, parts map[string]bool) bool {
	for _, name := range spec.Names {
		if parts[name.Name] {
			return true
		}
	}
	return false
}

// isSprintf reports a call of fmt's Sprintf, Appendf or Fprintf-like that takes its format first.
func isSprintf(call *ast.CallExpr) bool {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) == 0 {
		return false
	}
	pkg, ok := f.X.(*ast.Ident)
	return ok && pkg.Name == "fmt" && f.Sel.Name == "Sprintf"
}

// maxFold bounds how deep constants are followed, should they name each other.
const maxFold = 20

// fold joins an expression of literals, constants and holes; ok reports whether any part of
// it is a text.
func (c constants) fold(e ast.Expr, depth int) (text string, ok bool) {
	if depth > maxFold {
		return string(hole), false
	}
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			text, err := strconv.Unquote(e.Value)
			return text, err == nil
		}
	case *ast.ParenExpr:
		return c.fold(e.X, depth+1)
	case *ast.Ident:
		if value, known := c[e.Name]; known {
			return c.fold(value, depth+1)
		}
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			x, left := c.fold(e.X, depth+1)
			y, right := c.fold(e.Y, depth+1)
			return x + y, left || right
		}
	}
	return string(hole), false
}

// insideHoles calls visit for each part of a sum that is no text itself.
func (c constants) insideHoles(e ast.Expr, visit func(ast.Expr)) {
	if sum, ok := e.(*ast.BinaryExpr); ok && sum.Op == token.ADD {
		c.insideHoles(sum.X, visit)
		c.insideHoles(sum.Y, visit)
		return
	}
	if _, ok := c.fold(e, 0); !ok {
		visit(e)
	}
}

// visible shows a text with its holes, on one line, short enough for a message.
func visible(text string) string {
	text = strings.Join(strings.Fields(strings.ReplaceAll(text, string(hole), "…")), " ")
	if runes := []rune(text); len(runes) > 90 {
		return string(runes[:90]) + "…"
	}
	return text
}
