package export

import (
	"encoding/xml"
	"regexp"
	"testing"
)

func TestGraphML(t *testing.T) {
	golden(t, "graphml.golden.graphml", written(t, "graphml", awkward(t).All().WithClaims(false), Options{}))
}

// The schema wants IDs to be NMTOKENs; the IDs that they stand for come back by putting
// slashes and spaces in again.
func TestIDsInGraphMLAreNameTokens(t *testing.T) {
	piece := awkward(t).All()
	var found struct {
		Keys []struct {
			ID string `xml:"id,attr"`
		} `xml:"key"`
		Nodes []struct {
			ID   string `xml:"id,attr"`
			Data []struct {
				Key  string `xml:"key,attr"`
				Text string `xml:",chardata"`
			} `xml:"data"`
		} `xml:"graph>node"`
		Edges []struct {
			ID     string `xml:"id,attr"`
			Source string `xml:"source,attr"`
			Target string `xml:"target,attr"`
		} `xml:"graph>edge"`
	}
	if err := xml.Unmarshal([]byte(written(t, "graphml", piece, Options{})), &found); err != nil {
		t.Fatal(err)
	}
	token := regexp.MustCompile(`^[-.:_0-9A-Za-z]+$`)
	seen := make(map[string]bool)
	once := func(id string) {
		if !token.MatchString(id) || seen[id] {
			t.Errorf("%q is no NMTOKEN, or stands for two", id)
		}
		seen[id] = true
	}
	for _, key := range found.Keys {
		once(key.ID)
	}
	nodes := make(map[string]bool)
	for _, node := range found.Nodes {
		once(node.ID)
		nodes[node.ID] = true
		if of := node.Data[0]; of.Key != "node.identifier" || nameToken(of.Text) != node.ID {
			t.Errorf("%s is identified as %s %q", node.ID, of.Key, of.Text)
		}
	}
	for _, edge := range found.Edges {
		once(edge.ID)
		if !nodes[edge.Source] || !nodes[edge.Target] {
			t.Errorf("%s joins what is not there", edge.ID)
		}
	}
	if things, edges, claims := piece.Size(); len(found.Nodes) != things+claims || len(found.Edges) != edges+claimLinks*claims {
		t.Errorf("%d nodes and %d edges of %d things, %d relations and %d claims", len(found.Nodes), len(found.Edges), things, edges, claims)
	}
}
