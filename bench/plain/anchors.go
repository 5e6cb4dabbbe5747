package plain

// Anchors are the first relations by which something anchors a cluster in an industry or
// a narrower one.
func (x *Index) Anchors(industry string, first int) []*relation {
	number, found := x.numbers[industry]
	if !found {
		return nil
	}
	list := x.anchored[number]
	return list[:min(first, len(list))]
}

// AppendAnchors answers which enterprises anchor which clusters, with the places of the
// clusters up to the province.
func (x *Index) AppendAnchors(b []byte, industry string, first int) []byte {
	b = append(b, `{"data":{"anchors":{"nodes":`...)
	b = appendList(b, x.Anchors(industry, first), func(b []byte, r *relation) []byte {
		b = append(b, `{"anchor":`...)
		b = appendThing(b, &x.things[r.subject])
		b = append(b, `,"cluster":`...)
		b = appendThing(b, &x.things[r.object])
		b = append(b, `,"places":`...)
		b = x.appendPlaces(b, x.things[r.object].builders, provinceLevels)
		return append(b, '}')
	})
	return append(b, `}}}`...)
}

// provinceLevels is how many times a township is to be asked for the larger place to come
// to its province.
const provinceLevels = 3

func (x *Index) appendPlaces(b []byte, places []int32, levels int) []byte {
	return appendList(b, places, func(b []byte, place int32) []byte {
		t := &x.things[place]
		b = append(b, `{"id":`...)
		b = appendText(b, t.id)
		b = append(b, `,"label":`...)
		b = appendText(b, t.label)
		b = append(b, `,"level":`...)
		b = appendText(b, t.level)
		if levels > 0 {
			b = append(b, `,"partOf":{"nodes":`...)
			b = append(x.appendPlaces(b, t.whole, levels-1), '}')
		}
		return append(b, '}')
	})
}
