package source

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTimeFormats(t *testing.T) {
	day := func(h, m, s, ns int) time.Time { return time.Date(2024, 2, 29, h, m, s, ns, time.UTC) }
	for _, tt := range []struct {
		format, value string
		want          time.Time // zero: not read
	}{
		{"rfc3339", "2024-02-29T12:30:45Z", day(12, 30, 45, 0)},
		{"rfc3339", "2024-02-29t12:30:45.5z", day(12, 30, 45, 500_000_000)},
		{"rfc3339", "2024-02-29T12:30:45.123456789+02:00", day(10, 30, 45, 123_456_789)},
		{"rfc3339", "2024-02-29T12:30:45.1234567890123-01:30", day(14, 0, 45, 123_456_789)},
		{"rfc3339", "2024-02-29T12:30:45.239+0000", day(12, 30, 45, 239_000_000)},
		{"rfc3339", "2024-02-29T23:59:60Z", time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC)},
		{"rfc3339", "2024-02-29T12:30:45", time.Time{}},
		{"rfc3339", "2023-02-29T12:30:45Z", time.Time{}},
		{"rfc3339", "2100-02-29T12:30:45Z", time.Time{}},
		{"rfc3339", "2024-13-01T12:30:45Z", time.Time{}},
		{"rfc3339", "2024-00-01T12:30:45Z", time.Time{}},
		{"rfc3339", "2024-04-31T12:30:45Z", time.Time{}},
		{"rfc3339", "2024-02-29T24:30:45Z", time.Time{}},
		{"rfc3339", "2024-02-29T12:60:45Z", time.Time{}},
		{"rfc3339", "2024-02-29T12:30:45+ab:00", time.Time{}},
		{"rfc3339", "2024-02-29T12:30:45 o'clock", time.Time{}},
		{"rfc3339", "1989-12-31T23:59:59Z", time.Time{}},
		{"rfc3339", "9999-12-31T23:59:59Z", time.Time{}},
		{"rfc3339", "yesterday at noon, sir", time.Time{}},
		{"rfc3339", "", time.Time{}},
		{"rfc3339_nozone", "2024-02-29T12:30:45", day(12, 30, 45, 0)},
		{"rfc3339_nozone", "2024-02-29T12:30:45.25", day(12, 30, 45, 250_000_000)},
		{"rfc3339_nozone", "2024-02-29T12:30:45Z", day(12, 30, 45, 0)},
		{"rfc3339_nozone", "2024-02-29", time.Time{}},
		{"unix_s", "1709209845", day(12, 30, 45, 0)},
		{"unix_s", "1709209845.25", day(12, 30, 45, 250_000_000)},
		{"unix_s", "1709209845123", time.Time{}}, // milliseconds
		{"unix_s", "0", time.Time{}},
		{"unix_s", "-1", time.Time{}},
		{"unix_s", "99999999999999999999999999", time.Time{}},
		{"unix_s", "soon", time.Time{}},
		{"unix_ms", "1709209845123", day(12, 30, 45, 123_000_000)},
		{"unix_ms", "1709209845", time.Time{}}, // seconds
		{"unix_ns", "1709209845123456789", day(12, 30, 45, 123_456_789)},
		{"unix_ns", "9999999999999999999", time.Time{}},
		{"compact", "20240229123045.123", day(12, 30, 45, 123_000_000)},
		{"compact", "20240229123045", day(12, 30, 45, 0)},
		{"compact", "20240230123045.123", time.Time{}},
		{"compact", "2024022912304", time.Time{}},
		{"compact", "20240229123045.123x", time.Time{}},
		{"sql", "2024-02-29 12:30:45", day(12, 30, 45, 0)},
		{"sql", "2024-02-29 12:30:45.061000000", day(12, 30, 45, 61_000_000)},
		{"sql", "2024-02-29 12:30:45.061 -0700", day(19, 30, 45, 61_000_000)},
		{"sql", "2024-02-29 12:30:45 UTC", day(12, 30, 45, 0)},
		{"sql", "29.02.2024 12:30:45", time.Time{}},
	} {
		t.Run(tt.format+" "+tt.value, func(t *testing.T) {
			format, err := parseTimeFormat(tt.format)
			require.NoError(t, err)
			ns, ok := format.read(tt.value)
			require.Equal(t, !tt.want.IsZero(), ok)
			if ok {
				assert.Equal(t, tt.want, time.Unix(0, ns).UTC())
			}
		})
	}
}

// TestCalendar walks every day of the believed years.
func TestCalendar(t *testing.T) {
	for day := time.Unix(earliest, 0).UTC(); day.Unix() < latest; day = day.AddDate(0, 0, 1) {
		require.Equal(t, day.Unix()/86400, daysSinceEpoch(day.Year(), int(day.Month()), day.Day()), day)
	}
}
