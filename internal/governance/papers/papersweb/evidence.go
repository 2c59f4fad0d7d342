package papersweb

import (
	"net/http"
	"strconv"
	"strings"

	"kith/internal/governance/papers"
	"kith/internal/kernel/fault"
	"kith/internal/plat/govuk"
	"kith/internal/plat/web"
)

const evidencePath = path + "/evidence"

func (p *pages) evidence(w http.ResponseWriter, r *http.Request) error {
	f, known := papers.FindFramework(r.PathValue("framework"))
	if !known {
		return fault.New(fault.NotFound, "papers.no-such-framework", "There is no such page of evidence.")
	}
	return web.Render(w, r, http.StatusOK, web.Page{Title: f.Name, Wide: true, Section: section, Back: path, Body: evidencePage(f)})
}

// sumOf is how a framework stands, in a sentence.
func sumOf(f papers.Framework) string {
	n := map[papers.State]int{}
	for _, t := range f.Topics {
		n[t.State()]++
	}
	said := "Of " + govuk.Counted(len(f.Topics), f.Noun, f.Noun+"s") + ", this program shows its part of " + strconv.Itoa(n[papers.ShownWhole]) + "."
	if n[papers.ShownPart] > 0 {
		said += " Of " + strconv.Itoa(n[papers.ShownPart]) + " some is open."
	}
	if n[papers.TheCouncil] > 0 {
		said += " " + strconv.Itoa(n[papers.TheCouncil]) + " is the council's alone."
	}
	return said
}

func stateTag(t papers.Topic) govuk.Tag {
	switch t.State() {
	case papers.ShownWhole:
		return govuk.Tag{Text: "Shown", Colour: govuk.Green}
	case papers.ShownPart:
		return govuk.Tag{Text: "Some is open", Colour: govuk.Yellow}
	}
	return govuk.Tag{Text: "The council's own", Colour: govuk.Blue}
}

func topicRows(t papers.Topic) (rows []govuk.SummaryRow) {
	add := func(key string, all []string) {
		if len(all) > 0 {
			rows = append(rows, govuk.SummaryRow{Key: key, Content: lines(all)})
		}
	}
	add("What the program does", t.Does)
	if len(t.Shown) > 0 {
		rows = append(rows, govuk.SummaryRow{Key: "Where it is shown", Content: shownAt(t.Shown)})
	}
	add("What is open", t.Open)
	add("What the council supplies", t.Council)
	return rows
}

// isPage reports whether something is shown on a page of the program.
func isPage(shown string) bool { return strings.HasPrefix(shown, "/") }

// pageNames are what the pages are called that show something.
var pageNames = map[string]string{
	assessmentPath: "Impact assessment", recordPath: "Record of processing", "/governance/audit": "Who looked", "/governance/requests": "Data requests",
	"/governance/keeping": "What is kept", "/data-assets": "Data assets", "/admin/access": "Who can see what", "/admin/accounts": "Accounts",
	"/admin/blueprint": "Blueprint", "/admin/journal": "Journal",
}

func pageName(address string) string {
	if name, known := pageNames[address]; known {
		return name
	}
	return address
}
