package instance

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// vrplib is a file of VRPLIB's form, cut into what its keys and sections say.
type vrplib struct {
	keys     map[string]entry
	sections map[string]section
}

// entry is the value of a key.
type entry struct {
	line  int
	value string
}

// section is the lines of a section, and the line its name is on.
type section struct {
	line int
	rows []words
}

var (
	knownKeys = []string{
		"NAME", "COMMENT", "TYPE", "DIMENSION", "CAPACITY", "VEHICLES", "SERVICE_TIME", "VEHICLES_MAX_DURATION",
		"VEHICLES_MAX_DISTANCE", "DISTANCE", "EDGE_WEIGHT_TYPE", "EDGE_WEIGHT_FORMAT", "NODE_COORD_TYPE", "DISPLAY_DATA_TYPE",
	}
	knownSections = []string{
		"NODE_COORD", "DEMAND", "SERVICE_TIME", "TIME_WINDOW", "PRIZE", "DEPOT", "VEHICLES_DEPOT", "EDGE_WEIGHT", "DISPLAY_DATA",
	}
)

const sectionSuffix = "_SECTION"

// looksLikeVRPLIB reports whether a text has a line that only VRPLIB's form has.
func looksLikeVRPLIB(text []byte) bool {
	return bytes.Contains(text, []byte("DIMENSION")) || bytes.Contains(text, []byte(sectionSuffix))
}

// readVRPLIB reads VRPLIB's form.
func readVRPLIB(text []byte) (*Instance, error) {
	v := &vrplib{keys: map[string]entry{}, sections: map[string]section{}}
	if err := v.cut(fields(text)); err != nil {
		return nil, err
	}
	return v.instance()
}

// cut sorts lines to their keys and sections.
func (v *vrplib) cut(lines []words) error {
	in := ""
	for _, w := range lines {
		first := w.of[0]
		name, isSection := strings.CutSuffix(strings.TrimSuffix(first, ":"), sectionSuffix)
		var err error
		switch {
		case first == "EOF":
			return nil
		case isSection:
			in, err = name, v.begin(name, w.line)
		case isLetter(first[0]):
			in, err = "", v.key(strings.Join(w.of, " "), w.line)
		case in == "":
			err = fmt.Errorf("%q is neither KEY : VALUE nor in a section", first)
		default:
			s := v.sections[in]
			s.rows = append(s.rows, w)
			v.sections[in] = s
		}
		if err != nil {
			return atLine(w.line, err)
		}
	}
	return nil
}

func isLetter(b byte) bool { return b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' }

func (v *vrplib) begin(name string, line int) error {
	if !slices.Contains(knownSections, name) {
		return fmt.Errorf("%s_SECTION is not known here, and might be a rule; take it out if it is none", name)
	}
	if s, twice := v.sections[name]; twice {
		return fmt.Errorf("%s_SECTION began on line %d already", name, s.line)
	}
	v.sections[name] = section{line: line}
	return nil
}

func (v *vrplib) key(text string, line int) error {
	key, value, colon := strings.Cut(text, ":")
	key = strings.TrimSpace(key)
	switch {
	case !colon:
		return fmt.Errorf("%q is neither KEY : VALUE nor the name of a section", key)
	case !slices.Contains(knownKeys, key):
		return fmt.Errorf("the key %s is not known here, and might be a rule; take it out if it is none", key)
	}
	if e, twice := v.keys[key]; twice && key != "COMMENT" {
		return fmt.Errorf("%s is on line %d already", key, e.line)
	}
	v.keys[key] = entry{line: line, value: strings.TrimSpace(value)}
	return nil
}

// whole is the whole number a key says; missing reports that there is no such key.
func (v *vrplib) whole(key string, low, high int64) (n int64, missing bool, err error) {
	e, ok := v.keys[key]
	if !ok {
		return 0, true, nil
	}
	n, err = parseInt(e.value, low, high)
	if err != nil {
		err = atLine(e.line, fmt.Errorf("%s: %w", key, err))
	}
	return n, false, err
}

// time is the time a key says, 0 without it.
func (v *vrplib) time(s scale, key string) (int32, error) {
	e, ok := v.keys[key]
	if !ok {
		return 0, nil
	}
	n, err := s.parse(e.value)
	if err != nil {
		return 0, atLine(e.line, fmt.Errorf("%s: %w", key, err))
	}
	return n, nil
}

// each goes through a section whose lines are a number from 1 to most and some values more.
// Every number must be there once.
func (v *vrplib) each(name string, most, values int, read func(i int, of []string) error) error {
	s, ok := v.sections[name]
	if !ok {
		return fmt.Errorf("there is no %s_SECTION", name)
	}
	if len(s.rows) < most {
		return atLine(s.line, fmt.Errorf("%s_SECTION has %d lines, and %d are promised; is the file cut off?", name, len(s.rows), most))
	}
	seen := make([]bool, most)
	for _, w := range s.rows {
		if len(w.of) != 1+values {
			return atLine(w.line, fmt.Errorf("a line of %s_SECTION has %d numbers, not %d", name, 1+values, len(w.of)))
		}
		i, err := parseInt(w.of[0], 1, int64(most))
		if err != nil {
			return atLine(w.line, err)
		}
		if seen[i-1] {
			return atLine(w.line, fmt.Errorf("number %d is there twice", i))
		}
		seen[i-1] = true
		if err := read(int(i-1), w.of[1:]); err != nil {
			return atLine(w.line, err)
		}
	}
	return nil
}

// depots are the nodes of DEPOT_SECTION, from 0. Without the section it is the first.
func (v *vrplib) depots(nodes int) (all []int, err error) {
	s, ok := v.sections["DEPOT"]
	if !ok {
		return []int{0}, nil
	}
	for _, w := range s.rows {
		for _, word := range w.of {
			if word == "-1" {
				break
			}
			n, err := parseInt(word, 1, int64(nodes))
			if err != nil {
				return nil, atLine(w.line, fmt.Errorf("a depot is a node: %w", err))
			}
			if slices.Contains(all, int(n-1)) {
				return nil, atLine(w.line, fmt.Errorf("depot %d is there twice", n))
			}
			all = append(all, int(n-1))
		}
	}
	if len(all) == 0 {
		return nil, atLine(s.line, errors.New("DEPOT_SECTION names no depot"))
	}
	return all, nil
}
