package origin

import (
	"encoding/binary"
	"strings"
	"unsafe"

	"github.com/dchest/siphash"
)

// DefaultClients is how many user agents a [Clients] holds if not told.
const DefaultClients = 4096

// maxAgent bounds what is read of a user agent, in bytes. Hardly a real one is
// longer, and what tells clients apart stands in front.
const maxAgent = 400

// Client is what made a call, as far as its user agent says. All strings are
// owned and may be kept.
type Client struct {
	Class  string // at most 64 bytes; stable over upgrades: "python-requests/2", "Chrome (macOS)", "aws-cli/2 (linux)"; "" without a user agent
	Family string // the same without version and qualifiers: "python-requests", "Chrome", "aws-cli"
	Kind   Kind
	OS     string // windows, macos, linux, ios, android, or ""
}

// Kind is what kind of software a client is.
type Kind uint8

// The kinds.
const (
	KindNone    Kind = iota // no user agent
	KindBrowser             // a person's browser, or an app built on one
	KindCLI                 // a program a person runs, or scripts: aws-cli, git, curl, Terraform
	KindSDK                 // a library: the program that uses it does not say its name
	KindRunner              // automation that says so: a CI runner, a deployment service
	KindService             // a vendor's integration, or a product that is not known here
	KindTool                // made for attack or for finding secrets: TruffleHog, nuclei
)

// String names a kind.
func (k Kind) String() string {
	return [...]string{"none", "browser", "cli", "sdk", "runner", "service", "tool"}[k]
}

// Clients turns user agents into clients and holds the ones met lately. The
// hash is keyed, so that a sender cannot aim made-up agents at one set of the
// cache.
type Clients struct {
	k0, k1 uint64
	cached *cache[string, Client]
}

// NewClients makes a cache of at most size agents, DefaultClients if size is
// not positive.
func NewClients(size int, seed [16]byte) *Clients {
	if size <= 0 {
		size = DefaultClients
	}
	return &Clients{
		k0:     binary.LittleEndian.Uint64(seed[:8]),
		k1:     binary.LittleEndian.Uint64(seed[8:]),
		cached: newCache[string, Client](size),
	}
}

// Class reads a user agent. It is a pure function of ua, of which the first
// 400 bytes count, and does not allocate for an agent met lately.
func (c *Clients) Class(ua string) Client {
	if ua == "" {
		return Client{}
	}
	ua = ua[:min(len(ua), maxAgent)]
	hash := c.hash(ua)
	if client := c.cached.get(hash, ua); client != nil {
		return *client
	}
	return *c.cached.put(hash, strings.Clone(ua), classify(ua))
}

func (c *Clients) hash(ua string) uint64 {
	// The bytes are only read, and not kept.
	return siphash.Hash(c.k0, c.k1, unsafe.Slice(unsafe.StringData(ua), len(ua)))
}
