package store

import (
	"errors"

	"go.opentelemetry.io/collector/extension/xextension/storage"
)

// enforceLimit deletes tokens that have left memory until storage holds no more
// than it may: the oldest of the ordinary ones first, the oldest of the worthy
// when there are no others.
func (k *Keeper) enforceLimit(w *writing) error {
	for n := range k.lists {
		for pages := int(k.lists[n].last-k.lists[n].first) + 1; pages > 0 && int(k.m.distinct) > k.s.Limit; pages-- {
			if err := k.deletePage(w, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// deletePage deletes the tokens of a list's oldest page. Those in memory are
// listed anew; so are, in the worthy list, those that were listed there since.
func (k *Keeper) deletePage(w *writing, n int) error {
	if err := w.flush(true); err != nil {
		return err
	}
	keys, err := k.oldestPage(w, n)
	if err != nil || len(keys) == 0 {
		return err
	}
	k.fetching.Lock() // nobody takes a token into memory meanwhile
	defer k.fetching.Unlock()
	held := k.state.Release(keys)
	var gets []*storage.Operation
	for _, key := range keys {
		gets = append(gets, storage.GetOperation(k.tokenKey(key, 0)), storage.GetOperation(k.tokenKey(key, 1)))
	}
	if n == listed {
		if err := k.client.Batch(w.ctx, gets...); err != nil {
			k.relist(w, n, keys)
			return err
		}
	}
	deleted := int64(0)
	for i, key := range keys {
		if held[i] {
			k.relist(w, n, keys[i:i+1])
			continue
		}
		k.mu.Lock()
		k.filter.Remove(key)
		k.mu.Unlock()
		if n == listed && k.newest(key, gets[2*i].Value, gets[2*i+1].Value).Version.Worthy() {
			continue // its entry in the other list counts
		}
		for slot := range Version(2) {
			w.add(storage.DeleteOperation(k.tokenKey(key, slot)))
		}
		deleted++
	}
	k.stored(-deleted)
	k.state.Elsewhere(-int(deleted))
	k.count(func(f *Figures) { f.Deleted += deleted })
	return w.flush(true)
}

func (k *Keeper) relist(w *writing, n int, keys []Key) {
	for _, key := range keys {
		if op := k.add(n, key); op != nil {
			w.add(op)
		}
	}
}

// oldestPage takes the oldest page off a list.
func (k *Keeper) oldestPage(w *writing, n int) ([]Key, error) {
	l := &k.lists[n]
	key := k.pageKey(n, l.first)
	if l.first == l.last {
		keys := l.tail
		if len(keys) == 0 {
			return nil, nil
		}
		l.first, l.last, l.tail, l.grown = l.first+1, l.last+1, nil, false
		k.unlisted = append(k.unlisted, storage.DeleteOperation(key))
		return keys, nil
	}
	b, err := k.client.Get(w.ctx, key)
	if err != nil {
		return nil, err
	}
	l.first++
	k.unlisted = append(k.unlisted, storage.DeleteOperation(key))
	keys, ok := readPage(b)
	if !ok {
		k.s.Notice("A page of the list of tokens in storage is damaged; what it lists stays there unused", errors.New(key))
	}
	return keys, nil
}
