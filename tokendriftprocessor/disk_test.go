package tokendriftprocessor

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componentstatus"
	"go.opentelemetry.io/collector/extension/xextension/storage"
	"go.uber.org/zap/zaptest/observer"
)

// disk is a storage extension over a map. It can fail, be slow, or go dead
// after so many writes, as a process that is killed.
type disk struct {
	mu      sync.Mutex
	values  map[string][]byte
	fails   error
	slow    time.Duration
	dead    bool // writes are lost, and nobody is told
	left    int  // writes until it is dead, if above 0; half a batch may be written
	open    int
	clients int
	calls   int
}

func newDisk() *disk { return &disk{values: map[string][]byte{}} }

func (*disk) Start(context.Context, component.Host) error { return nil }
func (*disk) Shutdown(context.Context) error              { return nil }

func (d *disk) GetClient(context.Context, component.Kind, component.ID, string) (storage.Client, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.open > 0 {
		return nil, errors.New("it is open already, by another client")
	}
	d.open++
	d.clients++
	return &diskClient{d}, nil
}

type diskClient struct{ *disk }

func (c *diskClient) Close(context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open--
	return nil
}

func (c *diskClient) Get(ctx context.Context, key string) ([]byte, error) {
	op := storage.GetOperation(key)
	err := c.Batch(ctx, op)
	return op.Value, err
}

func (c *diskClient) Set(ctx context.Context, key string, value []byte) error {
	return c.Batch(ctx, storage.SetOperation(key, value))
}

func (c *diskClient) Delete(ctx context.Context, key string) error {
	return c.Batch(ctx, storage.DeleteOperation(key))
}

func (c *diskClient) Batch(_ context.Context, ops ...*storage.Operation) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls++
	if c.slow > 0 {
		time.Sleep(c.slow)
	}
	if c.fails != nil {
		return c.fails
	}
	for _, op := range ops {
		if op.Type == storage.Get {
			op.Value = slices.Clone(c.values[op.Key])
			continue
		}
		if c.left > 0 {
			c.left--
			c.dead = c.dead || c.left == 0
		}
		switch {
		case c.dead:
		case op.Type == storage.Set:
			c.values[op.Key] = slices.Clone(op.Value)
		default:
			delete(c.values, op.Key)
		}
	}
	return nil
}

// copied is what a new process would find.
func (d *disk) copied() *disk {
	d.mu.Lock()
	defer d.mu.Unlock()
	return &disk{values: maps.Clone(d.values)}
}

// change does something to the disk while it is in use.
func (d *disk) change(f func(*disk)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f(d)
}

// diskHost offers one disk, and keeps the statuses that are reported.
type diskHost struct {
	statusHost
	disk *disk
	logs *observer.ObservedLogs
}

// lines is what was logged.
func (h *diskHost) lines() (lines []string) {
	for _, entry := range h.logs.All() {
		lines = append(lines, fmt.Sprint(entry.Message, entry.ContextMap()))
	}
	return lines
}

var diskID = component.MustNewID("disk")

func (h *diskHost) GetExtensions() map[component.ID]component.Component {
	return map[component.ID]component.Component{diskID: h.disk}
}

func (h *diskHost) seen() []componentstatus.Status {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.statuses)
}
