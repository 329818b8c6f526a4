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
		pg := s.pages.at(p)
		for i := range pg {
			v := &pg[i]
			if v.Dim != d || v.Marks&Waiting != 0 {
				continue
			}
			text := s.words.of(v)
			if text == "" {
				others++
				continue
			}
			all = append(all, weighed{text, s.faded(v.weight, v.Last, at)})
		}
		p = *s.pages.next(p)
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
