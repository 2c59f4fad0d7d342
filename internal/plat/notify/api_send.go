package notify

import (
	"context"
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
)

// Posted is what Notify answers when it took a message.
type Posted struct {
	ID        string `json:"id"`
	Reference string `json:"reference"`
	URI       string `json:"uri"`
}

// Personalisation fills the ((fields)) of a template kept at Notify.
type Personalisation map[string]string

// Postage is how fast a letter travels.
type Postage string

// The postages. The zero Postage leaves it to Notify's settings.
const (
	FirstClass  Postage = "first"
	SecondClass Postage = "second"
	Economy     Postage = "economy"
)

// SendEmail sends a mail by a template kept at Notify.
func (a *API) SendEmail(ctx context.Context, template, to, reference string, fields Personalisation) (Posted, error) {
	return a.send(ctx, "email", map[string]any{
		"email_address": to, "template_id": template, "reference": reference, "personalisation": fields,
	})
}

// SendText sends a text by a template kept at Notify.
func (a *API) SendText(ctx context.Context, template, number, reference string, fields Personalisation) (Posted, error) {
	return a.send(ctx, "sms", map[string]any{
		"phone_number": number, "template_id": template, "reference": reference, "personalisation": fields,
	})
}

// SendLetter has a letter printed by a template kept at Notify. The address has three to
// seven lines, the last a postcode or a country; others are a [Failure] of [Refused]
// without asking.
func (a *API) SendLetter(ctx context.Context, template string, address []string, reference string, fields Personalisation) (Posted, error) {
	if !AddressFits(address) {
		return Posted{}, &Failure{Trouble: Refused, Code: "address"}
	}
	all := Personalisation{}
	for name, value := range fields {
		all[name] = value
	}
	for i, line := range address {
		all[fmt.Sprintf("address_line_%d", i+1)] = line
	}
	return a.send(ctx, "letter", map[string]any{"template_id": template, "reference": reference, "personalisation": all})
}

// SendPDF has a letter printed as it is. Notify reads the address off the page.
func (a *API) SendPDF(ctx context.Context, pdf []byte, reference string, postage Postage) (Posted, error) {
	body := map[string]any{"reference": reference, "content": base64.StdEncoding.EncodeToString(pdf)}
	if postage != "" {
		body["postage"] = string(postage)
	}
	return a.send(ctx, "letter", body)
}

func (a *API) send(ctx context.Context, kind string, body map[string]any) (posted Posted, err error) {
	err = a.post(ctx, "v2/notifications/"+kind, body, &posted)
	if err == nil && posted.ID == "" {
		err = &Failure{Trouble: Unclear, Code: "no-id"}
	}
	return posted, err
}

var (
	alphanumeric = regexp.MustCompile(`[\pL\pN]`)
	badStart     = `@()=[]"\/,<>`
)

// AddressFits reports whether Notify prints the address: three to seven lines, none empty
// or beginning with a sign that is no letter, and the first two with a letter or digit.
func AddressFits(lines []string) bool {
	if len(lines) < 3 || len(lines) > 7 {
		return false
	}
	for i, line := range lines {
		line = strings.TrimSpace(line)
		if line == "" || strings.ContainsAny(line[:1], badStart) || i < 2 && !alphanumeric.MatchString(line) {
			return false
		}
	}
	return true
}
