// Package api lets programs do what people do on the pages: each operation
// calls the same use case, behind the same access rules.
//
// A feature registers operations on the [API]; their input and output types
// give the description (OpenAPI 3.1) and the checks of what is sent:
//
//	type closeInput struct {
//		ID   string `path:"id" doc:"Id of the need"`
//		Body struct {
//			Outcome string `json:"outcome" enum:"met,not-met" doc:"How it ended"`
//			Version int    `json:"version" doc:"Version that was read; a newer one is a 409"`
//		}
//	}
//	type closeOutput struct {
//		Body struct {
//			Reference string `json:"reference" example:"7K3D-9M2"`
//		}
//	}
//
//	func (p *pages) Operations(a *api.API) {
//		api.Register(a, api.Operation{
//			Method: http.MethodPost, Path: "/needs/{id}/close",
//			Summary: "Close a need", Tag: "Needs",
//			Who: access.Anyone(access.Agent, access.Coordinator),
//		}, p.apiCloseNeed)
//	}
//
//	func (p *pages) apiCloseNeed(ctx context.Context, in *closeInput) (*closeOutput, error) {
//		need, err := p.needs.Close(ctx, …)
//		if err != nil {
//			return nil, err // its fault.Kind becomes the status of a problem+json
//		}
//		…
//	}
//
// Operations are served under /api/v1, their description at /api/openapi.json
// and, for people, at /api/docs. Programs send the token of a session, or a
// key of their own, as "Authorization: Bearer …"; cookies count for nothing there. A key is held
// to the operations it was made for: see access.Principal.MayUse. Failures are
// problem details (RFC 9457) whose type ends in the fault's code.
//
// The app mounts it like a feature:
//
//	a := api.New("1.0")
//	for _, feature := range features {
//		feature.Operations(a)
//	}
//	site.Mount(a.Pages())
package api
