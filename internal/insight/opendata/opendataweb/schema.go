package opendataweb

import "net/http"

// object is a part of a JSON Schema.
type object map[string]any

func text(says string) object { return object{"type": "string", "description": says} }
func moment(says string) object {
	return object{"type": "string", "format": "date-time", "description": says}
}

func date(says string) object { return object{"type": "string", "format": "date", "description": says} }

func listOf(says string, properties object) object {
	return object{"type": "array", "description": says, "items": object{"type": "object", "properties": properties}}
}

// schema says what each field of figures.json means.
func (p *pages) schema(w http.ResponseWriter, _ *http.Request) error {
	return sendJSON(w, object{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Figures of a week", "type": "object",
		"properties": object{
			"title": text("What the figures are of"), "publisher": text("The council"), "borough": text("The borough"), "licence": text("How they may be used"),
			"from": date("The Monday of the week"), "to": date("Its Sunday"),
			"published_at": moment("When the week was published. It is never changed after"), "counted_at": moment("When it was counted"),
			"disclosure": object{"type": "object", "description": "How figures were made safe", "properties": object{
				"hidden_from": object{"type": "integer"}, "hidden_to": object{"type": "integer"}, "rounded_to": object{"type": "integer"}, "says": text("The same in words"),
			}},
			"areas": listOf("Where figures are of; the borough has an empty id", object{"id": text("Never changes"), "name": text("As it is shown")}),
			"figures": listOf("The figures", object{
				"id": text("Never changes"), "name": text("As it is shown"), "definition": text("What it counts"), "owner": text("Who answers for it"),
				"unit": object{"type": "string", "enum": []string{"number", "percent"}}, "source": text("Who counted it"), "as_at": text("When, as a date and time; empty where it is not known"),
				"adds_up": object{"type": "boolean", "description": "Whether areas and weeks may be added up"},
				"values": listOf("One for each area", object{
					"area": text("Its id"), "value": object{"type": []string{"integer", "null"}, "description": "Null where it is not known or not told"},
					"hidden": object{"type": "boolean", "description": "Whether it is not told, to protect people"},
				}),
			}),
		},
	})
}
