package store

import (
	"context"
	"errors"
	"time"

	"go.opentelemetry.io/collector/extension/xextension/storage"
)

// fetchTimeout is how long a batch waits for tokens. It is long, since what is
// judged without its baseline is judged worse; after a failure nobody asks
// again for as long.
const fetchTimeout = 5 * time.Second

var errSlow = errors.New("storage took more than " + fetchTimeout.String() + " to give tokens")

// Needed is whether storage has tokens that are not in memory.
func (k *Keeper) Needed() bool { return k.state.Elsewhere(0) }

// Supply makes ready the tokens with these keys that a batch is about to use.
// They are fetched in one call, unless all are in memory. release must be
// called when the batch is judged.
func (k *Keeper) Supply(ctx context.Context, keys []Key) (release func()) {
	k.fetching.Lock()
	release = func() {
		k.state.Dismiss()
		k.fetching.Unlock()
	}
	absent := k.state.Absent(keys)
	if len(absent) == 0 {
		return release
	}
	k.lastNeed.Store(time.Now().UnixNano())
	records, err := k.fetch(ctx, absent)
	if err != nil {
		k.count(func(f *Figures) { f.FetchFailed += int64(len(absent)) })
	}
	k.state.Offer(records)
	return release
}

// fetch reads both slots of every token and gives the newest copy that counts.
func (k *Keeper) fetch(ctx context.Context, keys []Key) ([]Record, error) {
	if time.Since(time.Unix(0, k.brokenAt.Load())) < fetchTimeout {
		return nil, errSlow
	}
	gets := make([]*storage.Operation, 0, 2*len(keys))
	for _, key := range keys {
		gets = append(gets, storage.GetOperation(k.tokenKey(key, 0)), storage.GetOperation(k.tokenKey(key, 1)))
	}
	answer := make(chan error, 1)
	// A storage need not heed the context, so the wait ends without it.
	go func() { answer <- k.client.Batch(ctx, gets...) }()
	timer := time.NewTimer(fetchTimeout)
	defer timer.Stop()
	var err error
	select {
	case err = <-answer:
	case <-timer.C:
		err = errSlow
	}
	if err != nil {
		now := time.Now().UnixNano()
		k.brokenAt.Store(now)
		k.brokenSince.CompareAndSwap(0, now)
		return nil, err
	}
	k.brokenSince.Store(0)
	records := make([]Record, len(keys))
	for i, key := range keys {
		records[i] = k.newest(key, gets[2*i].Value, gets[2*i+1].Value)
	}
	k.count(func(f *Figures) { f.Fetched += int64(len(keys)) })
	return records, nil
}

// newest is the newer of two copies that counts. A damaged one does not; what
// it was is told once it is the only one.
func (k *Keeper) newest(key Key, copies ...[]byte) Record {
	r := Record{Key: key}
	void, current, damaged := *k.voids.Load(), k.current.Load(), false
	for _, b := range copies {
		if b == nil {
			continue
		}
		v, token, ok := unsealCopy(b)
		if !ok {
			damaged = true
			continue
		}
		if _, isVoid := void[v.generation()]; isVoid || v.generation() > current {
			continue
		}
		if r.Bytes == nil || v.generation() > r.Version.generation() {
			r.Version, r.Bytes = v, token
		}
	}
	if r.Bytes == nil && damaged {
		r.Bytes = []byte{} // not nothing: it cannot be read
	}
	return r
}
