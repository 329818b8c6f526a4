package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/cespare/xxhash/v2"
	"go.opentelemetry.io/collector/extension/xextension/storage"
)

func eraName(at time.Time) string { return strconv.FormatInt(at.UnixMilli(), 36) }

// Load reads what the storage holds: sections, the log, and which tokens there
// are, but no token. What it cannot read is set aside: it stays in the storage
// under its old prefix, Notice names it, and the state begins anew. An error
// means that the storage did not answer; Start may follow all the same, and
// tries again with every checkpoint.
func (k *Keeper) Load(ctx context.Context) (Loaded, error) {
	l, err := k.load(ctx)
	if err != nil {
		k.failing.Store(true)
		return Loaded{}, err
	}
	k.open.Store(true)
	return l, nil
}

// reopen reads a storage that did not answer at the start. The sections of now
// replace those it has; the tokens it has come back when they are used.
func (k *Keeper) reopen(ctx context.Context) error {
	_, err := k.Load(ctx)
	if err == nil {
		k.state.Elsewhere(int(k.m.distinct))
	}
	return err
}

// SetAside begins anew because what was loaded cannot be used.
func (k *Keeper) SetAside(why error) {
	k.s.Notice("The checkpoint in storage cannot be used and is set aside under its old prefix "+strconv.Quote(k.era)+"; learning begins anew", why)
	k.count(func(f *Figures) { f.SetAside++ })
	k.failing.Store(true) // until a checkpoint is whole again
	was := k.era
	for k.begin(); k.era == was; k.begin() {
		time.Sleep(time.Millisecond)
	}
}

var errKey = errors.New("it was written under another fingerprint_key, or for other tokens")

func (k *Keeper) load(ctx context.Context) (Loaded, error) {
	entered, err := k.client.Get(ctx, eraKey)
	if err != nil {
		return Loaded{}, err
	}
	if entered == nil {
		return Loaded{}, nil
	}
	era, ok := unseal(entered)
	if !ok || len(era) == 0 || len(era) > 32 {
		k.era = "unknown"
		k.SetAside(errors.New("its entry is damaged"))
		return Loaded{}, nil
	}
	k.era = string(era)
	gets := []*storage.Operation{storage.GetOperation(k.manifestKey(0)), storage.GetOperation(k.manifestKey(1))}
	if err := k.client.Batch(ctx, gets...); err != nil {
		return Loaded{}, err
	}
	var found []*manifest
	problem := errors.New("there is no manifest")
	for i, op := range gets {
		m, err := readManifest(op.Value)
		switch {
		case errors.Is(err, errNewer):
			k.SetAside(fmt.Errorf("manifest %d: %w", i, err))
			return Loaded{}, nil
		case err != nil:
			problem = fmt.Errorf("manifest %d: %w", i, err)
		case m != nil && m.check != k.s.KeyCheck:
			k.SetAside(errKey)
			return Loaded{}, nil
		case m != nil:
			found = append(found, m)
		}
	}
	slices.SortFunc(found, func(a, b *manifest) int { return int(int64(b.sequence) - int64(a.sequence)) })
	// The older manifest still holds together when the newer is damaged: what
	// it refers to is replaced only after the newer one was written.
	for i, m := range found {
		l, bad, err := k.loadFrom(ctx, m)
		if err != nil {
			return Loaded{}, err
		}
		if bad == nil {
			if i > 0 || len(found) == 1 && gets[0].Value != nil && gets[1].Value != nil {
				k.s.Notice("The newest checkpoint in storage is damaged; the one before it is used", problem)
				k.failing.Store(true)
			}
			k.adopt(m, i > 0 || len(found) == 1)
			return l, nil
		}
		problem = bad
	}
	k.SetAside(problem)
	return Loaded{}, nil
}

// loadFrom reads all that a manifest refers to; bad says what is damaged.
func (k *Keeper) loadFrom(ctx context.Context, m *manifest) (l Loaded, bad, err error) {
	if l.Sections, bad, err = k.loadSections(ctx, m.sections); bad != nil || err != nil {
		return l, bad, err
	}
	k.log = nil
	for _, at := range m.log {
		var gets []*storage.Operation
		for part := range logPartsOf(at.size) {
			gets = append(gets, storage.GetOperation(k.logKey(at.number, part)))
		}
		if err := k.client.Batch(ctx, gets...); err != nil {
			return l, nil, err
		}
		b, ok := joined(gets, at.size, at.hash)
		if !ok {
			return l, errors.New("the log of event ids is damaged"), nil
		}
		s := &segment{number: at.number, sum: xxhash.New()}
		s.grow(b)
		s.committed()
		k.log = append(k.log, s)
		l.Log = append(l.Log, LogPart{Segment: at.number, Bytes: b})
	}
	bad, err = k.loadLists(ctx, m)
	return l, bad, err
}

// pagesAtOnce are 4 MiB.
const pagesAtOnce = 256

// loadLists fills the filter from the lists of keys.
func (k *Keeper) loadLists(ctx context.Context, m *manifest) (bad, err error) {
	var filter Filter
	for n, at := range m.lists {
		l := list{first: at.first, last: at.last}
		for page := at.first; page <= at.last; {
			var gets []*storage.Operation
			for ; page <= at.last && len(gets) < pagesAtOnce; page++ {
				if page < at.last || at.tail > 0 {
					gets = append(gets, storage.GetOperation(k.pageKey(n, page)))
				}
			}
			if err := k.client.Batch(ctx, gets...); err != nil {
				return nil, err
			}
			for i, op := range gets {
				keys, ok := readPage(op.Value)
				last := page > at.last && i == len(gets)-1 && at.tail > 0
				if last && len(keys) >= int(at.tail) {
					keys = keys[:at.tail]
					l.tail = slices.Clone(keys)
				}
				if !ok || len(keys) < pageLen && (!last || len(keys) < int(at.tail)) {
					return fmt.Errorf("a page of the list of tokens (%s) is damaged", op.Key), nil
				}
				for _, key := range keys {
					filter.Add(key)
				}
			}
		}
		k.lists[n] = l
	}
	k.mu.Lock()
	k.filter = filter
	k.mu.Unlock()
	return nil, nil
}

// adopt goes on from a manifest. The generation that may have been under way
// when its writer ended is void; so is the next, if a newer manifest is lost.
func (k *Keeper) adopt(m *manifest, older bool) {
	k.m = *m
	if m.next != 0 {
		k.m.void = append(slices.Clone(m.void), m.next)
	} else {
		k.m.next = m.generation
	}
	if older {
		k.m.next++
		k.m.void = append(k.m.void, k.m.next)
	}
	k.m.void = k.m.void[max(len(k.m.void)-mostVoid, 0):]
	k.m.next++
	k.fresh, k.begun = false, false
	void := make(map[uint32]struct{}, len(k.m.void))
	for _, g := range k.m.void {
		void[g] = struct{}{}
	}
	k.voids.Store(&void)
	k.current.Store(k.m.next)
	k.count(func(f *Figures) { f.Stored = int64(m.distinct) })
}
