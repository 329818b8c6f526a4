package origin

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash/maphash"
	"time"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/reread"
)

// Options are the `networks` block of the configuration.
type Options struct {
	ASNDatabase     string   // asn_database: path of an MMDB file, "" for none
	CountryDatabase string   // country_database: path of an MMDB file, "" for none
	Ranges          []string // ranges: paths or globs of range files
}

// Resolver answers [Resolver.Place]. It holds at most 16,384 addresses, 4,096
// networks and, from files, a million ranges.
type Resolver struct {
	asns      *database
	countries *database
	ranges    *ranges

	seed        maphash.Seed // never reaches an answer, so it may differ per process
	sites       *cache[address, site]
	numbers     *cache[uint32, string]
	fingerprint [sha256.Size]byte

	files    []reread.Stamp // of what was read, as it was just before
	openedAt time.Time
}

// Open reads the databases and range files. Its error joins one error per
// unusable file, each with the configuration key, the path (and line) and what
// is wrong.
func Open(o Options) (*Resolver, error) {
	stamps, now := o.stamps(), time.Now()
	asns, errASN := openASN(o.ASNDatabase)
	countries, errCountry := openCountry(o.CountryDatabase)
	files, errRanges := readRangeFiles(o.Ranges)
	r := &Resolver{
		asns: asns, countries: countries, ranges: newRanges(),
		seed:    maphash.MakeSeed(),
		sites:   newCache[address, site](siteCacheSize),
		numbers: newCache[uint32, string](networkCacheSize),
		files:   stamps, openedAt: now,
	}
	for _, f := range files {
		for _, n := range f.ranges {
			r.ranges.add(n)
		}
	}
	if err := errors.Join(errASN, errCountry, errRanges); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	r.fingerprint = fingerprint(asns, countries, files)
	return r, nil
}

// Close frees the databases. The Resolver must not be used after it.
func (r *Resolver) Close() error {
	return errors.Join(r.asns.close(), r.countries.close())
}

// Fingerprint names everything that answers depend on beside the record: the
// range files' contents in the order of the configuration, and the types and
// build times of the databases. Paths are not part of it.
func (r *Resolver) Fingerprint() [32]byte { return r.fingerprint }

func fingerprint(asns, countries *database, files []rangeFile) (sum [sha256.Size]byte) {
	h := sha256.New()
	part := func(b []byte) {
		// Lengths keep two different lists of parts from having the same bytes.
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(b))))
		h.Write(b)
	}
	for _, d := range []*database{asns, countries} {
		if d == nil {
			part(nil)
			continue
		}
		part([]byte(d.reader.Metadata.DatabaseType))
		part(binary.BigEndian.AppendUint64(nil, uint64(d.reader.Metadata.BuildEpoch)))
	}
	for _, f := range files {
		part([]byte(f.listName))
		part(f.digest[:])
	}
	h.Sum(sum[:0])
	return sum
}
