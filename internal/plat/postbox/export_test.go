package postbox

import (
	"net/http"
	"net/http/httptest"
	"strings"
)

// Post sends to Notify behind its door and returns the status.
func Post(b *Box, kind, body string) int {
	request := httptest.NewRequest(http.MethodPost, "/v2/notifications/"+kind, strings.NewReader(body))
	request.SetPathValue("type", kind)
	recorder := httptest.NewRecorder()
	b.take(recorder, request, Live)
	return recorder.Code
}
