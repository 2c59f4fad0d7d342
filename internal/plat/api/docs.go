package api

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"kith/internal/plat/web"
)

// docs shows people what programs may do.
func (a *API) docs(w http.ResponseWriter, r *http.Request) error {
	spec := a.huma.OpenAPI()
	return web.Render(w, r, http.StatusOK, web.Page{Title: "Kith for programs", Body: docsBody(spec.Info, groups(spec), schemas(spec)), Wide: true})
}

// group is the operations of one tag.
type group struct {
	name       string
	operations []described
}

// described is one operation as the page shows it.
type described struct {
	*huma.Operation
	who      string
	request  reference
	response reference
	status   string
}

// reference is the schema of a body; "" is none.
type reference struct{ name, array string }

func groups(spec *huma.OpenAPI) []group {
	byTag := map[string][]described{}
	for _, item := range spec.Paths {
		for _, o := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if o != nil {
				tag := tagOf(o)
				byTag[tag] = append(byTag[tag], describe(o))
			}
		}
	}
	var all []group
	for tag, operations := range byTag {
		slices.SortFunc(operations, func(a, b described) int {
			return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Method, b.Method))
		})
		all = append(all, group{tag, operations})
	}
	slices.SortFunc(all, func(a, b group) int { return strings.Compare(a.name, b.name) })
	return all
}

func tagOf(o *huma.Operation) string {
	if len(o.Tags) == 0 {
		return "Other"
	}
	return o.Tags[0]
}

func describe(o *huma.Operation) described {
	d := described{Operation: o, status: statusOf(o)}
	d.who, _ = o.Extensions["x-who"].(string)
	if o.RequestBody != nil {
		d.request = referenceOf(o.RequestBody.Content)
	}
	if success := o.Responses[d.status]; success != nil {
		d.response = referenceOf(success.Content)
	}
	return d
}

func referenceOf(content map[string]*huma.MediaType) reference {
	for _, media := range content {
		if media.Schema != nil {
			return toSchema(media.Schema)
		}
	}
	return reference{}
}

func toSchema(s *huma.Schema) reference {
	if s.Items != nil {
		return reference{name: toSchema(s.Items).name, array: "list of "}
	}
	return reference{name: strings.TrimPrefix(s.Ref, "#/components/schemas/")}
}

// schema is a type that bodies are made of.
type schema struct {
	name       string
	properties []property
}

// property is one field of a schema.
type property struct {
	name, kind, doc string
	ref             reference
	required        bool
}

func schemas(spec *huma.OpenAPI) []schema {
	var all []schema
	for name, s := range spec.Components.Schemas.Map() {
		all = append(all, schema{name, properties(s)})
	}
	slices.SortFunc(all, func(a, b schema) int { return strings.Compare(a.name, b.name) })
	return all
}

func properties(s *huma.Schema) []property {
	var all []property
	for name, p := range s.Properties {
		all = append(all, property{name: name, kind: kindOf(p), doc: p.Description, ref: toSchema(p), required: slices.Contains(s.Required, name)})
	}
	slices.SortFunc(all, func(a, b property) int { return strings.Compare(a.name, b.name) })
	return all
}

// kindOf says in a few words what a value looks like.
func kindOf(s *huma.Schema) string {
	if s.Items != nil {
		return "list of " + kindOf(s.Items)
	}
	kind := s.Type
	if s.Format != "" {
		kind += " (" + s.Format + ")"
	}
	var allowed []string
	for _, value := range s.Enum {
		if text, ok := value.(string); ok {
			allowed = append(allowed, text)
		}
	}
	if len(allowed) > 0 {
		kind += ": " + strings.Join(allowed, ", ")
	}
	return kind
}
