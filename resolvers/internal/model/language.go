package model

import (
	"fmt"

	"golang.org/x/text/language"

	"github.com/polygraph-kg/polygraph/graph"
)

// often are the tags that are asked for most, which are not read each time.
var often = func() map[string]string {
	tags := map[string]string{}
	for _, tag := range append(graph.Languages(), "zh", "zh-CN", "zh-TW", "zh-HK", "en-GB", "en-US") {
		tags[tag] = closest(language.MustParse(tag))
	}
	return tags
}()

// Language understands a BCP 47 tag as one of the languages of names: zh-TW is
// read as traditional Chinese, any language that there are no names in as English.
func Language(tag string) (string, error) {
	if known, is := often[tag]; is {
		return known, nil
	}
	parsed, err := language.Parse(tag)
	if err != nil {
		return "", &graph.Error{Code: graph.CodeInvalid, Message: fmt.Sprintf("%.40q is no language tag; write en, zh-Hans, zh-Hant or zh-Latn-pinyin", tag)}
	}
	return closest(parsed), nil
}

// closest is the language of names that a tag means. The script decides for
// Chinese; where the tag has none, its region tells it.
func closest(tag language.Tag) string {
	base, _ := tag.Base()
	if base.String() != "zh" {
		return graph.English
	}
	switch script, _ := tag.Script(); script.String() {
	case "Hant":
		return graph.Traditional
	case "Latn":
		return graph.Pinyin
	}
	return graph.Simplified
}

// Accepted are the languages of names that the header Accept-Language wants, best
// first. A header that cannot be read wants nothing.
func Accepted(header string) []string {
	tags, weights, err := language.ParseAcceptLanguage(header)
	if err != nil {
		return nil
	}
	var wanted []string
	for i, tag := range tags {
		if weights[i] > 0 {
			wanted = append(wanted, closest(tag))
		}
	}
	return wanted
}
