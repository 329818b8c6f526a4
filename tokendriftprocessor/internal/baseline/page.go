package baseline

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"

// perPage is chosen so that a page is a cache line, and so that what a token
// leaves unused of its last page, one and a half values on average, is little.
const perPage = 4

type page [perPage]Value

// pages hands out pages and says which follows which. The links lie apart, or
// a page would be longer than its line.
type pages struct {
	slab  *store.Slab[page]
	links *store.Slab[uint32]
}

func newPages(limit int) pages {
	return pages{store.NewSlab[page](limit), store.NewSlab[uint32](limit)}
}

func (p *pages) at(i uint32) *page { return p.slab.At(i) }

// next is the page that follows page i, 0 for none.
func (p *pages) next(i uint32) *uint32 { return p.links.At(i) }

// take hands out an empty page, or 0. Both slabs are asked and given back to in
// step, so they number alike.
func (p *pages) take() uint32 {
	p.links.Take()
	return p.slab.Take()
}

func (p *pages) give(i uint32) {
	p.links.Give(i)
	p.slab.Give(i)
}

func (p *pages) held() int { return p.slab.Held() }
