package api

import (
	"context"
	"fmt"
	"net/http"
	"path"
	"reflect"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"kith/internal/plat/access"
)

// Operation describes one thing programs may do.
type Operation struct {
	ID          string // "close-need"; made from method and path when empty
	Method      string
	Path        string // under /api/v1: "/needs/{id}/close"
	Summary     string // "Close a need"
	Description string // more, in Markdown; may be empty
	Tag         string // groups operations: "Needs"
	Who         access.Rule
	Status      int   // of success; 200, or 204 without output, when 0
	MaxBody     int64 // bytes; 64 KB when 0
}

// Register adds an operation. I and O are structs as huma reads them: fields
// tagged path, query and header, and a Body; struct{} for none. It panics, as
// it runs once at the start, when the operation does not say who may use it or
// its types cannot be described.
func Register[I, O any](a *API, op Operation, h func(context.Context, *I) (*O, error)) {
	if !op.Who.Declared() {
		panic(fmt.Sprintf("api: %s %s does not say who may use it", op.Method, op.Path))
	}
	a.feature = featureOf(reflect.TypeFor[I](), reflect.TypeFor[O]())
	huma.Register(a.huma, op.huma(), func(ctx context.Context, in *I) (*O, error) {
		out, err := h(ctx, in)
		if err != nil {
			ctx.Value(callKey{}).(*call).err = err
		}
		return out, err
	})
}

func (op Operation) huma() huma.Operation {
	o := huma.Operation{
		OperationID: op.id(), Method: op.Method, Path: op.Path,
		Summary: op.Summary, Description: op.Description, DefaultStatus: op.Status,
		MaxBodyBytes: usualBody, BodyReadTimeout: -1, // the site has read it, and its end must not end the work
		RejectUnknownQueryParameters: true,
		Metadata:                     map[string]any{"who": op.Who},
		Extensions:                   map[string]any{"x-who": op.Who.String()},
	}
	if op.Tag != "" {
		o.Tags = []string{op.Tag}
	}
	if op.MaxBody > usualBody {
		o.MaxBodyBytes, o.BodyReadTimeout = op.MaxBody, 10*time.Minute
	}
	if !op.Who.IsPublic() {
		o.Security = []map[string][]string{{"session": {}}}
	}
	return o
}

// id is a name for the operation that client generators make a function of.
func (op Operation) id() string {
	if op.ID != "" {
		return op.ID
	}
	words := strings.FieldsFunc(op.Path, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.ToLower(strings.Join(append([]string{op.Method}, words...), "-"))
}

// featureOf names the feature that types belong to: "Needs" for a type of
// package needsweb.
func featureOf(types ...reflect.Type) string {
	for _, t := range types {
		if t.PkgPath() != "" {
			name := strings.TrimSuffix(path.Base(t.PkgPath()), "_test")
			return upper(strings.TrimSuffix(name, "web"))
		}
	}
	return ""
}

// schemaName puts the feature before the name of a type, so that two features
// may both have a listOutput.
func (a *API) schemaName(t reflect.Type, hint string) string {
	name := camel(huma.DefaultSchemaNamer(t, hint))
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if strings.HasPrefix(t.PkgPath(), "github.com/danielgtaylor/") {
		return name
	}
	feature := a.feature
	if own := featureOf(t); own != "" {
		feature = own
	}
	if strings.HasPrefix(name, feature) {
		return name
	}
	return feature + name
}

// camel makes one word of a hint such as "add-listRequest".
func camel(name string) string {
	words := strings.Split(name, "-")
	for i := range words {
		words[i] = upper(words[i])
	}
	return strings.Join(words, "")
}

func upper(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + name[size:]
}

// statusOf is the status of an operation's success, as the description has it.
func statusOf(o *huma.Operation) string {
	for status := range o.Responses {
		if strings.HasPrefix(status, "2") {
			return status
		}
	}
	return fmt.Sprint(http.StatusNoContent)
}
