package plain

import "slices"

// Path is the first shortest path between two things of at most so many steps: what is on
// it behind the first. Of several it takes the one that polygraph names first, which has
// at each step backwards the least ID.
func (x *Index) Path(from, to string, length int) []int32 {
	begin, found := x.numbers[from]
	end, also := x.numbers[to]
	if !found || !also || begin == end {
		return nil
	}
	s := x.seen.get(len(x.things))
	defer x.seen.put(s)
	// From both ends, always where fewer things are next, until the two meet.
	here, there := [][]int32{{begin}}, [][]int32{{end}}
	backwards := x.seen.get(len(x.things))
	defer x.seen.put(backwards)
	fromHere, fromThere := s.next(), backwards.next()
	s.first(begin, fromHere)
	backwards.first(end, fromThere)
	for {
		if len(here)+len(there)-2 == length {
			return nil
		}
		if x.degrees(here[len(here)-1]) <= x.degrees(there[len(there)-1]) {
			here = append(here, x.expand(here[len(here)-1], s, fromHere))
		} else {
			there = append(there, x.expand(there[len(there)-1], backwards, fromThere))
		}
		last, other := here[len(here)-1], there[len(there)-1]
		if len(last) == 0 || len(other) == 0 {
			return nil
		}
		var middle []int32
		for _, thing := range last {
			if backwards.marks[thing] == fromThere {
				middle = append(middle, thing)
			}
		}
		if len(middle) > 0 {
			return x.chain(here, there, middle, s)
		}
	}
}

func (x *Index) degrees(things []int32) int {
	sum := 0
	for _, thing := range things {
		sum += len(x.things[thing].neighbours)
	}
	return sum
}

func (x *Index) expand(frontier []int32, s *seen, mark uint32) []int32 {
	var next []int32
	for _, thing := range frontier {
		for _, other := range x.things[thing].neighbours {
			if s.first(other, mark) {
				next = append(next, other)
			}
		}
	}
	return next
}

// chain goes back from the end. What lies between the middle and the end on a shortest
// path is found from the middle first.
func (x *Index) chain(here, there [][]int32, middle []int32, s *seen) []int32 {
	levels := slices.Clone(here[:len(here)-1])
	levels = append(levels, middle)
	for i := len(there) - 2; i >= 0; i-- {
		wanted, taken := s.next(), s.next()
		for _, thing := range there[i] {
			s.marks[thing] = wanted
		}
		var next []int32
		for _, thing := range levels[len(levels)-1] {
			for _, other := range x.things[thing].neighbours {
				if s.marks[other] == wanted {
					s.marks[other] = taken
					next = append(next, other)
				}
			}
		}
		levels = append(levels, next)
	}
	path := make([]int32, len(levels)-1)
	at := there[0][0]
	for i := len(levels) - 1; i > 0; i-- {
		path[i-1] = at
		mark := s.next()
		for _, other := range x.things[at].neighbours {
			s.marks[other] = mark
		}
		at = least(levels[i-1], s, mark)
	}
	return path
}

func least(level []int32, s *seen, mark uint32) int32 {
	best := int32(-1)
	for _, thing := range level {
		if s.marks[thing] == mark && (best < 0 || thing < best) {
			best = thing
		}
	}
	return best
}

// AppendPath answers how two things are connected.
func (x *Index) AppendPath(b []byte, from, to string, length int) []byte {
	path := x.Path(from, to, length)
	b = append(b, `{"data":{"paths":[`...)
	if len(path) > 0 {
		b = append(b, `{"length":`...)
		b = appendInt(b, len(path))
		b = append(b, `,"steps":`...)
		b = appendList(b, path, func(b []byte, thing int32) []byte {
			b = append(b, `{"to":{"id":`...)
			return append(appendText(b, x.things[thing].id), `}}`...)
		})
		b = append(b, '}')
	}
	return append(b, `]}}`...)
}

// Next tells whether a path may lead from one thing to another in one step.
func (x *Index) Next(from, to string) bool {
	begin, found := x.numbers[from]
	end, also := x.numbers[to]
	if !found || !also {
		return false
	}
	_, next := slices.BinarySearch(x.things[begin].neighbours, end)
	return next
}
