package rounds

import "context"

// What calibration stands on: rounds of so many days, no fewer of them, and no wilder a factor.
const (
	calibrateDays   = 28
	calibrateRounds = 3
	leastFactor     = 0.5
	mostFactor      = 2.5
)

// calibration is how much longer the way takes than a line at the vehicle's speed, as driven
// on the rounds of the last weeks; 1 until enough of them are closed.
func (s *Service) calibration(ctx context.Context, p Plan) (float64, error) {
	line, driven, rounds, err := drove(s.db.Read(ctx), p.Day.AddDays(-calibrateDays))
	if err != nil || rounds < calibrateRounds || line == 0 {
		return 1, err
	}
	return min(max(float64(driven)/float64(line), leastFactor), mostFactor), nil
}
