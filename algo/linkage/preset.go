package linkage

// presets are schemas that are known by name.
var presets = map[string]func() *Schema{"uk-person": ukPerson, "febrl": febrl, "fake": fake}

// Preset is a schema by name: "uk-person" for people as British councils hold them, "febrl"
// and "fake" for the public test lists of those names. It reports whether there is one.
func Preset(name string) (*Schema, bool) {
	made, ok := presets[name]
	if !ok {
		return nil, false
	}
	return made(), true
}

func ukPerson() *Schema {
	return &Schema{
		Name: "uk-person", ID: "id",
		Columns: []Column{
			{Name: "nhs_number", Kind: NHSNumber},
			{Name: "first_name", Kind: GivenName},
			{Name: "last_name", Kind: Surname},
			{Name: "date_of_birth", Kind: Date},
			{Name: "address", Kind: Address},
			{Name: "postcode", Kind: Postcode},
			{Name: "uprn", Kind: UPRN},
			{Name: "phone", Kind: Phone},
		},
	}
}

func febrl() *Schema {
	return &Schema{
		Name: "febrl", ID: "rec_id",
		Columns: []Column{
			{Name: "soc_sec_id", Kind: Text, Levels: []Level{"exact", "edits 1", "edits 2"}},
			{Name: "date_of_birth", Kind: Date},
			{Name: "given_name", Kind: GivenName},
			{Name: "surname", Kind: Surname},
			{Name: "street_number", Kind: Text, Levels: []Level{"exact", "edits 1"}},
			{Name: "address_1", Kind: Text},
			{Name: "address_2", Kind: Text},
			{Name: "suburb", Kind: Text},
			{Name: "postcode", Kind: Text, Levels: []Level{"exact", "edits 1"}},
			{Name: "state", Kind: Text, Levels: []Level{"exact", "edits 1"}},
		},
		Rules: []Rule{
			"soc_sec_id", "date_of_birth", "given_name:names", "given_name:nickname + postcode", "surname:sound + postcode", "address_1",
			"suburb + given_name:initial", "surname:sound + given_name:initial", "date_of_birth:day-month + postcode", "address_2 + postcode",
			"date_of_birth:year-month + given_name:initial", "street_number + suburb", "street_number + postcode",
		},
	}
}

func fake() *Schema {
	return &Schema{
		Name: "fake", ID: "unique_id",
		Columns: []Column{
			{Name: "email", Kind: Text, Levels: []Level{"exact", "edits 1", "jaro 0.92", "jaro 0.88"}},
			{Name: "dob", Kind: Date},
			{Name: "first_name", Kind: GivenName},
			{Name: "surname", Kind: Surname},
			{Name: "city", Kind: Text},
		},
		Rules: []Rule{"email", "dob", "first_name:names", "surname:sound", "first_name:nickname", "email:start", "dob:year-month", "dob:day-month", "surname:start + city:initial", "first_name:initial + dob:year"},
	}
}
