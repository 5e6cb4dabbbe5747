package loader_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/loader"
)

// belongs tells of each key whether the loader takes it: the tables of keys, which
// the JSON Schema, the columns and the scaffolds are made of, must say the same.
func belongs(t *testing.T, what string, tables []loader.Key, takes []loader.Key, text func(loader.Key) string, refusal string) {
	t.Helper()
	for _, key := range tables {
		in := slices.ContainsFunc(takes, func(k loader.Key) bool { return k.Name == key.Name })
		said := strings.Contains(refused(t, folder(map[string]string{"case.yaml": text(key)})), fmt.Sprintf(refusal, key.Name))
		if in == said {
			t.Errorf("%s: the table says %t of %s, and the loader refuses it: %t", what, in, key.Name, said)
		}
	}
}

func TestEachKeyBelongsToTheKindsOfItsRow(t *testing.T) {
	for _, info := range graph.Kinds() {
		if info.Minted || info.Kind == graph.Document {
			continue
		}
		belongs(t, string(info.Kind), loader.EntityKeys(), loader.KeysOf(info.Kind), func(key loader.Key) string {
			// A fault by itself, so that the load is refused whatever the key is.
			return "entities:\n- id: " + info.Prefix + "/case\n  " + key.Name + ": " + key.Example + "\n- nothing\n"
		}, "a thing of kind "+string(info.Kind)+" has no %q")
	}
}

func TestEachKeyBelongsToThePredicatesOfItsRow(t *testing.T) {
	for _, p := range loader.ClaimedPredicates() {
		belongs(t, p.Name, loader.ClaimKeys(), loader.KeysIn(p), func(key loader.Key) string {
			edge := p.Subjects[0].Info().Prefix + "/a " + p.Name + " " + loader.Written(p)[0].Info().Prefix + "/b"
			if key.Name == "claim" {
				key.Name, key.Example = "reading", "so" // it stands there anyway
			}
			return document("claims:\n- claim: " + edge + "\n  " + key.Name + ": " + key.Example + "\n- nothing\n")
		}, "a claim of "+p.Name+" takes no %q")
	}
}

// An entry that lacks one required key is refused with its name.
func TestEachRequiredKeyIsAskedFor(t *testing.T) {
	lacks := func(part string, keys []loader.Key, required func(loader.Key) bool, entry map[string]string) {
		t.Helper()
		for _, left := range keys {
			if !required(left) {
				continue
			}
			text := part + ":\n-"
			if part == "document" {
				text = part + ":\n "
			}
			for _, key := range keys {
				if value := entry[key.Name]; key.Name != left.Name && required(key) {
					if value == "" {
						value = key.Example
					}
					text += " " + key.Name + ": " + value + "\n "
				}
			}
			if part == "claims" {
				text += "\n" + documentD
			}
			said := refused(t, folder(map[string]string{"case.yaml": text}))
			if words := map[string]string{"id": "has no id", "labels": "has no label", "claim": "says nothing", "of": "does not say where the post is held"}; !strings.Contains(said, "has no "+left.Name) && (words[left.Name] == "" || !strings.Contains(said, words[left.Name])) {
				t.Errorf("without %s the loader says %q of\n%s", left.Name, said, text)
			}
		}
	}
	for _, info := range graph.Kinds() {
		if !info.Minted && info.Kind != graph.Document {
			lacks("entities", loader.KeysOf(info.Kind), func(k loader.Key) bool { return k.Required }, map[string]string{"id": info.Prefix + "/case"})
		}
	}
	lacks("document", loader.DocumentKeys(), func(k loader.Key) bool { return k.Required }, nil)
	for _, p := range loader.ClaimedPredicates() {
		edge := p.Subjects[0].Info().Prefix + "/a " + p.Name + " " + loader.Written(p)[0].Info().Prefix + "/b"
		lacks("claims", loader.KeysIn(p), func(k loader.Key) bool { return k.RequiredIn(p) }, map[string]string{"claim": edge})
	}
}

// The data dictionary and the JSON Schema show them.
func TestEachKeyIsDescribedWithAnExample(t *testing.T) {
	for name, keys := range map[string][]loader.Key{
		"entities": loader.EntityKeys(), "document": loader.DocumentKeys(), "sections": loader.SectionKeys(), "reviewed": loader.ReviewKeys(), "claims": loader.ClaimKeys(),
	} {
		seen := make(map[string]bool)
		for _, key := range keys {
			if key.Example == "" || !strings.HasSuffix(key.Description, ".") || key.Shape == "" {
				t.Errorf("%s: half a row: %+v", name, key)
			}
			if seen[key.Name] {
				t.Errorf("%s: %s stands twice", name, key.Name)
			}
			seen[key.Name] = true
			if (key.Shape == loader.ShapeChoice) != (key.Choices != nil) {
				t.Errorf("%s: %s is one of which words?", name, key.Name)
			}
			if key.Choices != nil && !slices.Contains(key.Choices(), key.Example) {
				t.Errorf("%s: %s cannot be %s", name, key.Name, key.Example)
			}
		}
	}
}

func TestWhatTablesThereAre(t *testing.T) {
	var files []string
	for _, kind := range loader.TableKinds() {
		files = append(files, kind.Info().Plural)
	}
	const want = "places officials posts organisations enterprises industries clusters programmes projects platforms metrics documents claims"
	if got := strings.Join(files, " "); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for kind, want := range map[graph.Kind]string{
		graph.Post:     "id labels.en labels.zh-Hans labels.zh-Hant labels.zh-Latn-pinyin aliases.en aliases.zh-Hans aliases.zh-Hant aliases.zh-Latn-pinyin single sameAs note",
		graph.Document: "id sourceFile title.en title.zh-Hans title.zh-Hant title.zh-Latn-pinyin language date date.earliest date.latest date.inferred publisher note",
		graph.ClaimKind: "document subject predicate object line span stance scale part of amount from until by in within scope stretch recurrence baseline " +
			"mentions reading",
	} {
		if got := strings.Join(loader.TableColumns(kind), " "); got != want {
			t.Errorf("%s: got %s, want %s", kind, got, want)
		}
	}
}
