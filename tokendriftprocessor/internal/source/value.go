package source

import "go.opentelemetry.io/collector/pdata/pcommon"

// value is one value of a record, whatever form the record came in. It is a
// struct and not an interface, so that a walk allocates nothing.
type value struct {
	form form
	node uint32 // formJSON: its place in the tree
	tree *jsonTree
	pd   pcommon.Value // formPdata
	text string        // formText: made by the path, e.g. a part of a split
}

type form uint8

const (
	formNone form = iota
	formJSON
	formPdata
	formText
	formAttributes // the record is its attributes; only ever a root
)

type shape uint8

const (
	shapeNone shape = iota // absent, null, or bytes
	shapeText
	shapeNumber
	shapeBool
	shapeList
	shapeObject
)

func pdataValue(v pcommon.Value) value { return value{form: formPdata, pd: v} }

func textValue(s string) value { return value{form: formText, text: s} }

func (v value) shape() shape {
	switch v.form {
	case formText:
		return shapeText
	case formJSON:
		return v.tree.nodes[v.node].shape
	case formPdata:
		switch v.pd.Type() {
		case pcommon.ValueTypeStr:
			return shapeText
		case pcommon.ValueTypeInt, pcommon.ValueTypeDouble:
			return shapeNumber
		case pcommon.ValueTypeBool:
			return shapeBool
		case pcommon.ValueTypeSlice:
			return shapeList
		case pcommon.ValueTypeMap:
			return shapeObject
		}
	}
	return shapeNone
}

// key is the value under k of an object, and nothing for anything else. Of a
// key that occurs twice the first counts.
func (r *Reader) key(v value, k string) value {
	switch v.form {
	case formJSON:
		return r.jsonKey(v, k)
	case formPdata:
		if v.pd.Type() == pcommon.ValueTypeMap {
			return mapKey(v.pd.Map(), k)
		}
	}
	return value{}
}

func (r *Reader) jsonKey(v value, k string) value {
	nodes := v.tree.nodes
	if nodes[v.node].shape != shapeObject {
		return value{}
	}
	for i, end := v.node+1, nodes[v.node].next; i < end; i = nodes[i].next {
		if r.keyOf(v.tree, i) == k {
			v.node = i
			return v
		}
	}
	return value{}
}

func mapKey(m pcommon.Map, k string) value {
	if m == (pcommon.Map{}) { // a map that was never made has no entries to ask
		return value{}
	}
	if found, ok := m.Get(k); ok {
		return pdataValue(found)
	}
	return value{}
}

// size is the number of entries of a list or an object.
func (v value) size() int {
	switch v.form {
	case formJSON:
		if n := &v.tree.nodes[v.node]; n.shape >= shapeList {
			return int(n.start)
		}
	case formPdata:
		switch v.pd.Type() {
		case pcommon.ValueTypeMap:
			if m := v.pd.Map(); m != (pcommon.Map{}) {
				return m.Len()
			}
		case pcommon.ValueTypeSlice:
			return v.slice().size
		}
	}
	return 0
}

// at is the i-th entry of a list, and nothing outside it.
func (v value) at(i int) value {
	if v.shape() != shapeList || i >= v.size() {
		return value{}
	}
	list := v.slice()
	for range i {
		list.next()
	}
	return list.next()
}

// slice walks over the entries of a list, or over nothing.
func (v value) slice() entries {
	e := entries{of: v}
	switch v.form {
	case formJSON:
		if n := &v.tree.nodes[v.node]; n.shape == shapeList {
			e.size, e.node = int(n.start), v.node+1
		}
	case formPdata:
		if v.pd.Type() == pcommon.ValueTypeSlice {
			if e.list = v.pd.Slice(); e.list != (pcommon.Slice{}) {
				e.size = e.list.Len()
			}
		}
	}
	return e
}

// entries stands before an entry of a list; next may be called size times.
type entries struct {
	of   value
	size int
	node uint32        // JSON
	list pcommon.Slice // pdata
	at   int
}

func (e *entries) next() value {
	if e.of.form == formJSON {
		v := e.of
		v.node = e.node
		e.node = v.tree.nodes[v.node].next
		return v
	}
	e.at++
	return pdataValue(e.list.At(e.at - 1))
}
