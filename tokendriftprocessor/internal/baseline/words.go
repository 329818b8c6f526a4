package baseline

import "github.com/tokendrift/tokendrift/tokendriftprocessor/internal/store"

// words finds the text of a value by its hash, so that a value need not hold
// where it is: that would be a quarter more of every value, for what only
// explanations ask. Different texts of one hash are told apart by a number.
type words struct {
	texts   *store.Texts
	all     *store.Slab[word]
	buckets []uint32
}

// word is a text that is some tokens' value in a dimension: 20 bytes.
type word struct {
	fp   uint32
	text uint32 // in store.Texts
	refs uint32 // values
	next uint32
	dim  Dim
	n    uint8 // 1 to mostHomonyms
}

// mostHomonyms bounds the texts of one hash; further ones are not kept.
const mostHomonyms = 6

// isSpelled is the number of a text that its hash spells.
const isSpelled = mostHomonyms + 1

// newWords makes room for at most limit words of about as many tokens.
func newWords(texts *store.Texts, limit, tokens int) words {
	size := 64
	for size < tokens {
		size *= 2
	}
	return words{texts: texts, all: store.NewSlab[word](limit), buckets: make([]uint32, size)}
}

func (w *words) bucket(d Dim, fp uint32) *uint32 {
	h := (fp ^ uint32(d)*0x9E3779B1) * 0x85EBCA77
	return &w.buckets[(h^h>>16)&uint32(len(w.buckets)-1)]
}

// keep holds on to the text of a value and returns the number that finds
// it again, or 0 when there is no text or no room.
func (w *words) keep(d Dim, fp uint32, text string) uint8 {
	if text == "" {
		return 0
	}
	if s, ok := spelling(fp); ok && s == text {
		return isSpelled
	}
	t := w.texts.Keep(text)
	if t == 0 {
		return 0
	}
	b, used := w.bucket(d, fp), uint32(0)
	for i := *b; i != 0; i = w.all.At(i).next {
		o := w.all.At(i)
		if o.fp != fp || o.dim != d {
			continue
		}
		if o.text == t {
			w.texts.Drop(t) // the word holds it
			o.refs++
			return o.n
		}
		used |= 1 << o.n
	}
	n := uint8(1)
	for n <= mostHomonyms && used&(1<<n) != 0 {
		n++
	}
	i := uint32(0)
	if n <= mostHomonyms {
		i = w.all.Take()
	}
	if i == 0 {
		w.texts.Drop(t)
		return 0
	}
	*w.all.At(i) = word{fp: fp, text: t, refs: 1, next: *b, dim: d, n: n}
	*b = i
	return n
}

// link is what points to the word of a value; nil when it has no text.
func (w *words) link(v *Value) *uint32 {
	n := v.text()
	if n == 0 || n == isSpelled {
		return nil
	}
	for l := w.bucket(v.Dim(), v.FP); *l != 0; l = &w.all.At(*l).next {
		if o := w.all.At(*l); o.fp == v.FP && o.dim == v.Dim() && o.n == n {
			return l
		}
	}
	return nil
}

// drop lets go of a value's text.
func (w *words) drop(v *Value) {
	l := w.link(v)
	if l == nil {
		return
	}
	i := *l
	o := w.all.At(i)
	if o.refs--; o.refs > 0 {
		return
	}
	w.texts.Drop(o.text)
	*l = o.next
	w.all.Give(i)
}

// of is a value's text, or "". It allocates: for explanations only.
func (w *words) of(v *Value) string {
	if v.text() == isSpelled {
		text, _ := spelling(v.FP)
		return text
	}
	if l := w.link(v); l != nil {
		return w.texts.String(w.all.At(*l).text)
	}
	return ""
}

// TextOf is the text of a value that the token holds, known or waiting, or "".
// It allocates: for explanations only.
func (s *Set) TextOf(h *Head, d Dim, fp uint32) string {
	if fp == 0 {
		return ""
	}
	if v := s.FindValue(h, d, fp); v != nil {
		return s.words.of(v)
	}
	return ""
}
