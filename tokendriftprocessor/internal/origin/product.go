package origin

import "strings"

// product is a product name that is known.
type product struct {
	name     string // as a class shows it
	kind     Kind
	rank     productRank
	language string // shown in the class
	steady   bool   // its major version changes every few weeks and tells nothing
	ci       bool   // not a product but a mark of CI
}

// productRank orders the products of one agent: the highest names it.
type productRank uint8

const (
	rankGeneric productRank = iota + 1 // a runtime, a system, or a mark inside an agent
	rankLibrary
	rankNamed // a program or service
	rankRunner
	rankTool
)

// maxProduct is above the length of every known name, in bytes.
const maxProduct = 48

var products = func() map[string]product {
	m := make(map[string]product, 400)
	list := func(p product, names string) {
		for name := range strings.SplitSeq(names, ",") {
			p.name = strings.TrimSpace(name)
			m[strings.ToLower(p.name)] = p
		}
	}
	list(product{kind: KindSDK, rank: rankGeneric}, genericNames)
	list(product{kind: KindSDK, rank: rankLibrary}, libraryNames)
	list(product{kind: KindCLI, rank: rankNamed}, programNames)
	list(product{kind: KindBrowser, rank: rankNamed}, browserAppNames)
	list(product{kind: KindService, rank: rankNamed}, serviceNames)
	list(product{kind: KindRunner, rank: rankRunner}, runnerNames)
	list(product{kind: KindTool, rank: rankTool}, toolNames)
	list(product{rank: rankGeneric, ci: true}, ciMarks)
	list(product{kind: KindSDK, rank: rankLibrary, language: "python"}, "aiohttp")
	list(product{kind: KindCLI, rank: rankNamed, steady: true}, "gcloud")
	for other, name := range productAliases {
		m[other] = m[strings.ToLower(name)]
	}
	return m
}()

// lookup finds a known product without regard to case, without allocating.
func lookup(name string) (product, bool) {
	if len(name) > maxProduct {
		return product{}, false
	}
	var buf [maxProduct]byte
	for i := range len(name) {
		b := name[i]
		if b >= 'A' && b <= 'Z' {
			b |= 0x20
		}
		buf[i] = b
	}
	p, ok := products[string(buf[:len(name)])]
	return p, ok
}

// lookupPrefix finds families of products whose names share a start, such as
// the one SDK per language of a vendor.
func lookupPrefix(name string) (product, bool) {
	for _, family := range productFamilies {
		if n := len(family.prefix); len(name) >= n && strings.EqualFold(name[:n], family.prefix) {
			return family.product, true
		}
	}
	return product{}, false
}
