package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"go.opentelemetry.io/collector/extension/xextension/storage"
)

const (
	// copiedAtOnce is how many tokens are copied under the state's lock: a
	// quarter of a millisecond's work.
	copiedAtOnce = 256
	// A batch takes the lock for every record, so it would wait for one copy
	// after the other if there were no pause between them. Few need none, and
	// a crash loses what a checkpoint under way does not have yet.
	copiedWithoutPause = 12
	copyPause          = 500 * time.Microsecond
	// writtenAtOnce is how many writes go to storage together. While batches
	// wait for tokens, fewer do: many storages let nobody read meanwhile.
	writtenAtOnce     = 10_000
	writtenWhileAsked = 1_000
	// bytesAtOnce bounds them as well.
	bytesAtOnce = 8 << 20
	askedLately = 5 * time.Second
)

// writing gathers writes.
type writing struct {
	k       *Keeper
	ctx     context.Context
	ops     []*storage.Operation
	bytes   int
	records []Record // that ops are of
}

func (w *writing) add(ops ...*storage.Operation) {
	for _, op := range ops {
		w.ops = append(w.ops, op)
		w.bytes += len(op.Key) + len(op.Value)
	}
}

func (w *writing) most() int {
	if time.Since(time.Unix(0, w.k.lastNeed.Load())) < askedLately {
		return writtenWhileAsked
	}
	return writtenAtOnce
}

// flush writes what was gathered if it is enough, or in any case. In the order
// of their keys storages write faster.
func (w *writing) flush(all bool) error {
	if len(w.ops) == 0 || !all && len(w.ops) < w.most() && w.bytes < bytesAtOnce {
		return nil
	}
	slices.SortStableFunc(w.ops, func(a, b *storage.Operation) int { return strings.Compare(a.Key, b.Key) })
	if err := w.k.client.Batch(w.ctx, w.ops...); err != nil {
		return err
	}
	clear(w.ops)
	w.ops, w.records, w.bytes = w.ops[:0], w.records[:0], 0
	return nil
}

// tokens writes tokens, and lists those that storage did not have.
func (w *writing) tokens(records []Record) error {
	for i, r := range records {
		w.list(r)
		w.add(storage.SetOperation(w.k.tokenKey(r.Key, r.Version&slotBit), sealedCopy(r.Version, r.Bytes)))
		w.records = append(w.records, r)
		if err := w.flush(false); err != nil {
			w.listAll(records[i+1:])
			w.records = append(w.records, records[i+1:]...)
			return err
		}
	}
	return nil
}

// list enters a token that is new in storage, or newly worth more. A key is in
// the filter once for each list it is in.
func (w *writing) list(r Record) {
	enter := func(n int) {
		if op := w.k.add(n, r.Key); op != nil {
			w.add(op)
		}
		w.k.mu.Lock()
		w.k.filter.Add(r.Key)
		w.k.mu.Unlock()
	}
	if r.Was == 0 {
		w.k.stored(1)
	}
	switch {
	case r.Version.Worthy() && (r.Was == 0 || !r.Was.Worthy()):
		enter(listedWorthy)
	case r.Was == 0:
		enter(listed)
	}
}

// listAll lists tokens that cannot be written now and will be later, when they
// are no longer new.
func (w *writing) listAll(records []Record) {
	for _, r := range records {
		w.list(r)
	}
}

// writeAhead writes what has left memory before the next checkpoint is due.
func (k *Keeper) writeAhead(ctx context.Context) {
	if !k.open.Load() {
		return
	}
	w := k.newWriting(ctx)
	err := k.ensureBegun(ctx)
	if err == nil {
		if err = w.tokens(k.state.Spilled(k.m.next, k.m.generation)); err == nil {
			err = w.flush(true)
		}
		k.finish(w, err)
	}
	k.problem(wrap(err))
}

// checkpoint writes everything that has changed, and last the manifest.
func (k *Keeper) checkpoint(ctx context.Context) {
	start := time.Now()
	if !k.open.Load() {
		if err := k.reopen(ctx); err != nil {
			k.count(func(f *Figures) { f.WriteFailed++ })
			k.problem(wrap(err))
			return
		}
	}
	w, covered := k.newWriting(ctx), k.wanted.Load()
	err := k.write(w)
	k.finish(w, err)
	if err != nil {
		k.count(func(f *Figures) { f.WriteFailed++ })
		k.problem(wrap(err))
		return
	}
	k.count(func(f *Figures) {
		f.Written++
		f.Last, f.LastAt = time.Since(start), time.Now()
	})
	k.covered.Store(covered)
	k.problem(nil)
}

// newWriting begins with the pages of lists that could not be written before:
// unlike all else they are in nobody's memory any more.
func (k *Keeper) newWriting(ctx context.Context) *writing {
	w := &writing{k: k, ctx: ctx}
	w.add(k.unwritten...)
	k.unwritten = nil
	return w
}

// finish gives back what could not be written.
func (k *Keeper) finish(w *writing, err error) {
	if err == nil {
		return
	}
	k.state.GiveBack(w.records)
	for _, op := range w.ops {
		if op.Type == storage.Set && strings.HasPrefix(op.Key, k.era+"/list/") {
			k.unwritten = append(k.unwritten, op)
		}
	}
}

func wrap(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("a checkpoint could not be written, what was learned is in memory only: %w", err)
}

func (k *Keeper) write(w *writing) error {
	if err := k.ensureBegun(w.ctx); err != nil {
		return err
	}
	frozen := k.state.Freeze(k.m.next, k.m.generation)
	for i := range frozen.Sections { // soon, since what changes meanwhile is held twice
		if s := &frozen.Sections[i]; s.Rest != nil {
			s.Bytes = s.Rest()
		}
	}
	// What is appended stays in the keeper's own memory until it is written,
	// so that a failure loses none of it.
	k.appendLog(frozen.Log)
	if err := w.tokens(frozen.Spilled); err != nil {
		return err
	}
	for n := 0; ; n++ {
		records := k.state.Copy(copiedAtOnce)
		if len(records) == 0 {
			break
		}
		if n >= copiedWithoutPause && !k.closing {
			time.Sleep(copyPause)
		}
		if err := w.tokens(records); err != nil {
			return err
		}
	}
	if err := k.enforceLimit(w); err != nil {
		return err
	}
	m, err := k.writeSections(w, frozen.Sections)
	if err != nil {
		return err
	}
	w.add(k.tails()...)
	w.add(k.logParts()...)
	if err := w.flush(true); err != nil {
		return err
	}
	return k.commit(w, m)
}

// commit makes the checkpoint count.
func (k *Keeper) commit(w *writing, m manifest) error {
	m.sequence++
	if m.generation, m.next = k.m.next, k.m.next+1; k.closing {
		m.next = 0 // nothing of it will be written
	}
	m.lists, m.distinct = [2]listAt{k.lists[0].at(), k.lists[1].at()}, k.m.distinct
	m.log = k.segments()
	w.add(storage.SetOperation(k.manifestKey(m.sequence), m.append(nil)))
	if k.fresh {
		// Not before the manifest: until then the older era is in use.
		if err := w.flush(true); err != nil {
			return err
		}
		w.add(storage.SetOperation(eraKey, sealed([]byte(k.era))))
	}
	if err := w.flush(true); err != nil {
		return err
	}
	k.unlisted = append(k.unlisted, k.unneeded(k.m.log)...)
	k.m, k.fresh = m, false
	k.current.Store(m.next)
	for n := range k.lists {
		k.lists[n].grown = false
	}
	for _, s := range k.log {
		s.committed()
	}
	// What only the manifest before the last one refers to can go.
	w.add(k.unlistedBefore...)
	k.unlistedBefore, k.unlisted = k.unlisted, nil
	return w.flush(true)
}

// ensureBegun tells the storage which generation is about to be written, so
// that what a crash leaves of it never counts.
func (k *Keeper) ensureBegun(ctx context.Context) error {
	if k.begun {
		return nil
	}
	m := k.m
	m.sequence++
	if err := k.client.Batch(ctx, storage.SetOperation(k.manifestKey(m.sequence), m.append(nil))); err != nil {
		return err
	}
	k.m, k.begun = m, true
	return nil
}
