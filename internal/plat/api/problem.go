package api

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"kith/internal/kernel/fault"
	"kith/internal/plat/web"
)

// fail answers a failure as problem details (RFC 9457). The type names the
// fault's code, the instance the request's id in the log.
func fail(w http.ResponseWriter, r *http.Request, err error) {
	status := web.Status(err)
	problem := huma.ErrorModel{
		Type: problemType(fault.CodeOf(err)), Title: http.StatusText(status), Status: status,
		Detail: detail(err), Instance: instance(web.RequestID(r.Context())),
	}
	body, err := json.Marshal(problem)
	if err != nil {
		panic(err) // texts and a number always encode
	}
	if status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // whoever is no longer there cannot be told
}

func problemType(code string) string {
	if code == "" {
		return "about:blank"
	}
	return "urn:kith:fault:" + code
}

func instance(id string) string { return "urn:kith:request:" + id }

// detail gives a fault's own words, which are fit for people, and of other
// errors nothing.
func detail(err error) string {
	f, ok := errors.AsType[*fault.Error](err)
	switch {
	case !ok || f.Kind == fault.Internal:
		return fault.UnknownMessage
	case f.Message != "":
		return f.Message
	case f.Kind == fault.NotFound:
		return "There is no such operation or record."
	case f.Kind == fault.Forbidden:
		return "Your account does not have a role for this."
	case f.Kind == fault.TooLarge:
		return "The body is larger than this operation takes."
	default:
		return http.StatusText(web.Status(err))
	}
}

// discreet takes what was sent out of huma's own problems, which quote it, and
// gives them type and instance.
func discreet(ctx huma.Context, _ string, body any) (any, error) {
	problem, ok := body.(*huma.ErrorModel)
	if !ok {
		return body, nil
	}
	for _, e := range problem.Errors {
		if e != nil {
			e.Value = nil
		}
	}
	problem.Type = problemType("api.request")
	problem.Instance = instance(web.RequestID(ctx.Context()))
	return problem, nil
}
