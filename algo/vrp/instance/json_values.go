package instance

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"kith/algo/vrp"
)

// moment is a time of day, or a length of time: seconds, "HH:MM" or "HH:MM:SS".
type moment int32

// UnmarshalJSON reads a time.
func (m *moment) UnmarshalJSON(text []byte) error {
	parts := []string{"0", "0", string(text)}
	if text[0] == '"' {
		parts = strings.Split(strings.Trim(string(text), `"`), ":")
	}
	if len(parts) == 2 {
		parts = append(parts, "0")
	}
	seconds := 0
	for i, part := range parts {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 || n > vrp.Horizon || len(parts) != 3 || text[0] == '"' && i > 0 && n > 59 {
			return fmt.Errorf(`%s is not a time; write seconds, "HH:MM" or "HH:MM:SS"`, text)
		}
		if seconds = 60*seconds + n; seconds > vrp.Horizon {
			return fmt.Errorf("the time %s is beyond %d seconds", text, vrp.Horizon)
		}
	}
	*m = moment(seconds)
	return nil
}

// span is a window: when it opens, and when it closes.
type span vrp.Window

// UnmarshalJSON reads two times.
func (s *span) UnmarshalJSON(text []byte) error {
	var of []moment
	if err := json.Unmarshal(text, &of); err != nil {
		return err
	}
	if len(of) != 2 {
		return fmt.Errorf(`%s is not a window; write two times, as ["09:00", "12:30"]`, text)
	}
	*s = span{Open: int32(of[0]), Close: int32(of[1])}
	return nil
}

// load is one amount, or up to four.
type load vrp.Load

// UnmarshalJSON reads a load.
func (l *load) UnmarshalJSON(text []byte) error {
	if !bytes.HasPrefix(text, []byte("[")) {
		text = append(append([]byte("["), text...), ']')
	}
	var of []int32
	if err := json.Unmarshal(text, &of); err != nil || len(of) > vrp.Measures {
		return fmt.Errorf("%s is not a load; write one whole number, or a list of up to %d", text, vrp.Measures)
	}
	for m, n := range of {
		if n < 0 || n > largest {
			return fmt.Errorf("a load of %d is out of range; it must be from 0 to %d", n, largest)
		}
		l[m] = n
	}
	return nil
}

// jsonPlace is a place: its id alone, or with where it is.
type jsonPlace struct {
	ID       string
	X, Y     *float64 // metres
	Lat, Lon *float64 // degrees
}

// UnmarshalJSON reads an id, or an object.
func (p *jsonPlace) UnmarshalJSON(text []byte) error {
	if text[0] == '"' {
		return json.Unmarshal(text, &p.ID)
	}
	type plain jsonPlace // without this method
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode((*plain)(p)); err != nil {
		return err
	}
	switch {
	case (p.X == nil) != (p.Y == nil) || (p.Lat == nil) != (p.Lon == nil):
		return errors.New("a place has both of x and y, or of lat and lon")
	case p.X != nil && !(within(*p.X, 1e7) && within(*p.Y, 1e7)):
		return errors.New("x and y are metres, from -10000000 to 10000000")
	case p.Lat != nil && !(within(*p.Lat, 90) && within(*p.Lon, 180)):
		return errors.New("lat is from -90 to 90, and lon from -180 to 180")
	}
	return nil
}

func within(v, limit float64) bool { return v >= -limit && v <= limit }

// jsonProfile is a way of going about: by the straight line, or by tables.
type jsonProfile struct {
	ID                 string  `json:"id"`
	KMH                float64 `json:"kmh"`
	Detour             float64 `json:"detour"`
	Distance, Duration []row   // rows and columns in the order of the places
}

type jsonStop struct {
	ID            string   `json:"id"`
	Place         string   `json:"place"`
	Load, Collect load     // see load
	Window        *span    `json:"window"`
	Service       moment   `json:"service"`
	Skills        []string `json:"skills"`
	Only, Never   []string // vehicles
	Prize         int64    `json:"prize"`
	Tier          uint8    `json:"tier"`
}

type jsonVehicle struct {
	ID          string      `json:"id"`
	Profile     string      `json:"profile"`
	Start, End  string      // places
	Shift       *span       `json:"shift"`
	MaxDuration moment      `json:"max_duration"`
	MaxDistance int32       `json:"max_distance"`
	Capacity    load        `json:"capacity"`
	Skills      []string    `json:"skills"`
	Fixed       int64       `json:"fixed"`
	PerDistance int64       `json:"per_distance"`
	PerTime     int64       `json:"per_time"`
	Trips       int         `json:"trips"`
	Reload      moment      `json:"reload"`
	Breaks      []jsonBreak `json:"breaks"`
	Driven      []string    `json:"driven"`
	At          *moment     `json:"at"`
}

type jsonBreak struct {
	Window *span  `json:"window"`
	Length moment `json:"length"`
}

type jsonPair struct{ From, To string }

type jsonPreference struct {
	Stop, Vehicle string
	Cost          int64
}

// row is a row of a table of ways. Nothing in it is left out: what is null is a way that nobody
// knows, and is not taken for no way at all.
type row []int32

// UnmarshalJSON reads a row.
func (r *row) UnmarshalJSON(text []byte) error {
	var all []*int32
	if err := json.Unmarshal(text, &all); err != nil {
		return err
	}
	*r = make(row, len(all))
	for i, one := range all {
		if one == nil {
			return fmt.Errorf("number %d of a row is missing; write how far it is, or -1 where there is no way", i+1)
		}
		(*r)[i] = *one
	}
	return nil
}
