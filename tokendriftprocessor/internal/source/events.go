package source

import (
	"slices"
	"strconv"

	"github.com/tokendrift/tokendrift/tokendriftprocessor/internal/event"
)

// readObject adds the events of one record; raw is its JSON text or "".
func (r *Reader) readObject(v value, raw string) Unread {
	r.root, r.raw, r.hash, r.element = v, raw, "", value{}
	r.fill(v)
	index := r.match()
	if index < 0 {
		return UnknownKind
	}
	d := r.set.definitions[index]
	if d.elements == nil {
		return r.readEvent(index, d, -1)
	}
	r.elements = r.elements[:0]
	out := sink{want: wantObjects}
	r.follow(d.elements, &out)
	switch {
	case len(r.elements) == 0:
		return BadShape
	case len(r.events)+len(r.elements) > maxElements:
		return TooLarge
	}
	result, several := NoAction, len(r.elements) > 1
	for i, element := range r.elements {
		r.element = element
		if !several {
			i = -1
		}
		switch r.readEvent(index, d, i) {
		case None:
			result = None
		case NoSubject:
			if result == NoAction {
				result = NoSubject
			}
		}
	}
	return result
}

// takeElements collects the objects of a list, one more than allowed at most.
func (r *Reader) takeElements(v value) (enough bool) {
	if v.shape() == shapeObject { // from a path that opens the list itself, a[*].b
		r.elements = append(r.elements, v)
		return len(r.elements) > maxElements
	}
	all := v.slice()
	for range all.size {
		if entry := all.next(); entry.shape() == shapeObject {
			if r.elements = append(r.elements, entry); len(r.elements) > maxElements {
				return true
			}
		}
	}
	return false
}

// readEvent adds one event. number is the element's place among several, -1
// for the only one.
func (r *Reader) readEvent(index int, d *definition, number int) Unread {
	action := r.first(&d.action, false)
	if action == "" {
		return NoAction
	}
	m := r.meaning(index, action)
	e := r.addEvent()
	e.Provider, e.Source, e.Action = d.provider, d.name, action
	r.setFields(e, d.fields)
	if len(d.internal) > 0 && r.holdsAny(d.internal) {
		e.Origin.Internal = true
	}
	e.Outcome = r.outcome(d.outcome)
	r.setSubject(e, d.subjects)
	r.setFacts(e, d, m)
	switch {
	case e.Subject.Grade == event.GradeNone && len(e.Facts) == 0 && !r.holdsAny(d.noToken):
		r.events = r.events[:len(r.events)-1]
		return NoSubject
	case e.Subject.Grade == event.GradeNone || m.lifecycleOnly:
		e.Kind = event.KindLifecycle
	case len(e.Facts) > 0:
		e.Kind = event.KindBoth
	default:
		e.Kind = event.KindUse
	}
	e.Class = r.class(index, d, action, m)
	r.setLife(e, d, m)
	e.Actor.Nature = r.nature(d)
	e.Time = r.time(d.times)
	r.setID(e, d, number)
	return None
}

func (r *Reader) addEvent() *event.Event {
	n := len(r.events)
	if n < cap(r.events) {
		r.events = r.events[:n+1]
	} else {
		r.events = append(r.events, event.Event{})
	}
	e := &r.events[n]
	e.Reset()
	return e
}

func (r *Reader) setSubject(e *event.Event, rules []subjectRule) {
	for i := range rules {
		rule := &rules[i]
		var parts [3]string
		complete := true
		for j := range rule.parts {
			parts[j] = r.first(&rule.parts[j], true)
			if complete = parts[j] != ""; !complete {
				break
			}
		}
		if complete && r.holdsAll(rule.when) {
			e.Subject = event.Subject{Grade: rule.grade, Kind: rule.kind, Parts: parts}
			return
		}
	}
}

func (r *Reader) nature(d *definition) event.Nature {
	switch {
	case len(d.service) > 0 && r.holdsAny(d.service):
		return event.NatureService
	case len(d.person) > 0 && r.holdsAny(d.person):
		return event.NaturePerson
	}
	return event.NatureUnknown
}

func (r *Reader) time(rules []timeRule) int64 {
	for i := range rules {
		if s := r.first(&rules[i].value, false); s != "" {
			if ns, ok := rules[i].format.read(s); ok {
				return ns
			}
		}
	}
	return 0
}

// setID names an event by the provider's id, or by what the record says.
func (r *Reader) setID(e *event.Event, d *definition, number int) {
	own := false
	if e.ID = r.first(&d.id, true); e.ID == "" {
		e.ID = r.recordHash()
	} else {
		own = d.idIsOwn
	}
	if number < 0 || own {
		return
	}
	b := append(r.arena.begin(len(e.ID)+8), e.ID...)
	e.ID = r.arena.keep(strconv.AppendInt(append(b, ':'), int64(number), 10))
}

// sorted gives names in order, each once.
func sorted(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}
