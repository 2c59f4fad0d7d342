package blueprint

import (
	"fmt"
	"reflect"
)

// ProblemIn reports a fault of the value at path in another section's document,
// named by its Go type. A section may only look down to the sections it builds
// on; where one of those refers upwards (a signpost to the needs it answers), the
// upper section checks the reference and this puts the fault in the file it
// stands in. It does nothing when that section is not registered.
func ProblemIn[T any](c *Checker, path, format string, args ...any) *Finding {
	finding := &Finding{}
	doc, ok := c.all[reflect.TypeFor[T]()]
	if !ok || doc.spoilt(path) {
		return finding
	}
	finding.problem = doc.find(path).problem(fmt.Sprintf(format, args...), "")
	c.found = append(c.found, finding)
	return finding
}
