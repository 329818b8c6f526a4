package baseline

// perPage is chosen so that a page with its link is a cache line, and so that
// what a token leaves unused of its last page, two values on average, is little.
const perPage = 5

// page holds values of one token, and the page that follows; 0 none.
type page struct {
	values [perPage]Value
	next   uint32
}
