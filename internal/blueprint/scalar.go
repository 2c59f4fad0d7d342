package blueprint

import (
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"kith/internal/kernel/fault"
	"kith/internal/plat/rules"
)

// Choice is a string type that takes only certain words.
type Choice interface {
	// Choices lists the words a file may use, in the order to offer them.
	Choices() []string
}

// scalar tells whether a value of the type is written as one piece of text.
func scalar(t reflect.Type) bool {
	if reflect.PointerTo(t).Implements(textType) {
		return true
	}
	switch t.Kind() {
	case reflect.String, reflect.Bool, reflect.Int, reflect.Int64, reflect.Float64:
		return true
	}
	return false
}

func (d *decoder) scalar(node ast.Node, v reflect.Value, path string) {
	at := d.doc.places[path]
	text, ok := textOf(node)
	if !ok {
		d.malform(path, at, "write it on one line after the key", "expected %s, not %s", wanted(v.Type()), kind(node))
		return
	}
	if token := node.GetToken(); at.quoted && strings.Contains(strings.TrimSpace(token.Origin), "\n") {
		// Nearly always a quote left open that swallows the lines up to the next one.
		d.malform(path, at, "close the quotes, or begin a long text with | on a line of its own", "a text in quotes runs over several lines")
		return
	}
	if message, mend := setText(v, node, text); message != "" {
		d.malform(path, at, mend, "%s", message)
	}
}

// textOf gives the text as it was typed, so that 01942 stays a telephone code.
func textOf(node ast.Node) (string, bool) {
	switch n := node.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return node.GetToken().Value, true
	}
	return "", false
}

func wanted(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	}
	return "a text"
}

func setText(v reflect.Value, node ast.Node, text string) (message, mend string) {
	if reader, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		return told(reader.UnmarshalText([]byte(text)))
	}
	refused := fmt.Sprintf("expected %s, not %q", wanted(v.Type()), shorten(text))
	switch v.Kind() {
	case reflect.Bool:
		if _, plain := node.(*ast.BoolNode); !plain {
			return refused, "write true or false, without quotes"
		}
		v.SetBool(text[0] == 't' || text[0] == 'T')
	case reflect.Int, reflect.Int64:
		n, err := strconv.ParseInt(text, 10, v.Type().Bits())
		if _, plain := node.(*ast.IntegerNode); !plain || err != nil || strings.HasPrefix(strings.TrimLeft(text, "+-"), "0") && n != 0 {
			return refused, "write digits only, such as 4"
		}
		v.SetInt(n)
	case reflect.Float64:
		f, err := strconv.ParseFloat(text, 64)
		if kind(node) != "a number" || err != nil {
			return refused, "write a number, such as 53.52"
		}
		v.SetFloat(f)
	default:
		return setString(v, text)
	}
	return "", ""
}

func setString(v reflect.Value, text string) (message, mend string) {
	if choice, ok := v.Interface().(Choice); ok && !slices.Contains(choice.Choices(), text) {
		if near := rules.Nearest(text, choice.Choices()); near != "" {
			return fmt.Sprintf("%q is not one of the choices", shorten(text)), "did you mean " + near + "?"
		}
		return fmt.Sprintf("%q is not one of the choices", shorten(text)), "use one of " + strings.Join(choice.Choices(), ", ")
	}
	v.SetString(text)
	return "", ""
}

// told splits what a value's own parser says; a fault's message already holds
// its mend.
func told(err error) (message, mend string) {
	if err == nil {
		return "", ""
	}
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Message, ""
	}
	return err.Error(), ""
}

// shorten cuts a long text for a message.
func shorten(text string) string {
	runes := []rune(text)
	if len(runes) <= 40 {
		return text
	}
	return string(runes[:39]) + "…"
}
