package baseline

import (
	"cmp"
	"slices"
)

// Normal lists what a token normally shows in d, the most usual first, at most
// most of them, and how many more there are. For explanations: it allocates.
func (s *Set) Normal(h *Head, d Dim, at uint32, most int) (texts []string, others int) {
	type weighed struct {
		text   string
		weight float32
	}
	var all []weighed
	for p := h.pages; p != 0; {
		pg := s.pages.At(p)
		for i := range pg.values {
			v := &pg.values[i]
			if v.Dim() != d || v.Waiting() {
				continue
			}
			text := s.words.of(v)
			if text == "" {
				others++
				continue
			}
			all = append(all, weighed{text, s.weight(v, at)})
		}
		p = pg.next
	}
	slices.SortFunc(all, func(a, b weighed) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.text, b.text))
	})
	for i, w := range all {
		if i == most {
			others += len(all) - most
			break
		}
		texts = append(texts, w.text)
	}
	return texts, others
}
