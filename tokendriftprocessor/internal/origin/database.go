package origin

import (
	"errors"
	"fmt"
	"net/netip"
	"os"
	"strconv"

	"github.com/oschwald/maxminddb-golang/v2"
)

// maxDatabaseSize bounds a database in bytes; the largest city databases have
// a tenth of it.
const maxDatabaseSize = 1 << 30

// probeNetworks is how many networks may lack the field a database is asked
// for before it counts as a database of another layout.
const probeNetworks = 10000

// database is an MMDB file held in memory. It is not mapped: a file that is
// overwritten in place would change answers under a running Collector, or kill
// it with SIGBUS when it gets shorter.
type database struct {
	reader *maxminddb.Reader
	cached *cache[uint32, network]
}

type asnRecord struct {
	Number uint32 `maxminddb:"autonomous_system_number"`
	Name   string `maxminddb:"autonomous_system_organization"`
}

type countryRecord struct {
	Country struct {
		Code string `maxminddb:"iso_code"`
	} `maxminddb:"country"`
}

// openASN opens a database in the GeoLite2-ASN layout
// (https://dev.maxmind.com/geoip/docs/databases/asn/). No path: no database.
func openASN(path string) (*database, error) {
	return openDatabase("networks.asn_database", path, "autonomous_system_number (GeoLite2-ASN layout)",
		func(r maxminddb.Result) bool {
			var rec asnRecord
			return r.Decode(&rec) == nil && rec.Number != 0
		})
}

// openCountry opens a database in the GeoLite2-Country layout
// (https://dev.maxmind.com/geoip/docs/databases/city-and-country/).
func openCountry(path string) (*database, error) {
	return openDatabase("networks.country_database", path, "country.iso_code (GeoLite2-Country layout)",
		func(r maxminddb.Result) bool {
			var rec countryRecord
			return r.Decode(&rec) == nil && rec.Country.Code != ""
		})
}

func openDatabase(key, path, field string, has func(maxminddb.Result) bool) (*database, error) {
	if path == "" {
		return nil, nil
	}
	content, err := readBounded(path, maxDatabaseSize)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", key, err)
	}
	reader, err := maxminddb.OpenBytes(content)
	if err != nil {
		return nil, fmt.Errorf("%s: %s is no readable MMDB database: %w", key, path, err)
	}
	seen := 0
	for result := range reader.Networks() {
		if has(result) {
			return &database{reader: reader, cached: newCache[uint32, network](networkCacheSize)}, nil
		}
		if seen++; seen == probeNetworks {
			break
		}
	}
	return nil, fmt.Errorf("%s: %s has the type %q and none of its first %d networks has %s",
		key, path, reader.Metadata.DatabaseType, seen, field)
}

// network is what the ASN database has for an address; the zero network if
// nothing. Records are held by their offset: many networks share one.
func (d *database) network(addr netip.Addr) network {
	if d == nil {
		return network{}
	}
	result := d.reader.Lookup(addr)
	if !result.Found() {
		return network{}
	}
	offset := uint32(result.Offset())
	hash := spread(offset)
	if n := d.cached.get(hash, offset); n != nil {
		return *n
	}
	var rec asnRecord
	if result.Decode(&rec) != nil || rec.Number == 0 {
		return network{}
	}
	return *d.cached.put(hash, offset, network{number: rec.Number, text: asnText(rec.Number), name: rec.Name})
}

// country is the database's country code of an address, or "".
func (d *database) country(addr netip.Addr) string {
	if d == nil {
		return ""
	}
	result := d.reader.Lookup(addr)
	if !result.Found() {
		return ""
	}
	var rec countryRecord
	if result.Decode(&rec) != nil {
		return ""
	}
	return countryCode(rec.Country.Code)
}

func (d *database) close() error {
	if d == nil {
		return nil
	}
	return d.reader.Close()
}

func asnText(number uint32) string { return "AS" + strconv.FormatUint(uint64(number), 10) }

// readBounded reads a whole regular file of at most limit bytes.
func readBounded(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("%s does not exist", path)
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf("%s is a folder, not a file", path)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not a regular file", path)
	case info.Size() > limit:
		return nil, fmt.Errorf("%s has %d bytes, at most %d are read", path, info.Size(), limit)
	}
	return os.ReadFile(path)
}
