package main

import (
	"strings"
	"testing"
)

const mit = `MIT License

Copyright (c) 2026 Somebody

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`

func TestPackagesOfThePages(t *testing.T) {
	root := t.TempDir()
	write(t, root, "web/explorer/package-lock.json", `{"packages": {
		"": {},
		"node_modules/react": {"version": "19.0.0", "license": "MIT", "integrity": "sha512-AAAA"},
		"node_modules/runtime": {"version": "1.0.0", "license": "MIT"},
		"node_modules/@scope/part": {"version": "2.0.0", "license": "MIT"},
		"node_modules/@scope/part/node_modules/react": {"version": "18.0.0", "license": "MIT"},
		"node_modules/lonely": {"version": "3.0.0", "license": "MIT"},
		"node_modules/free": {"version": "4.0.0", "license": "Unlicense"},
		"node_modules/compiler": {"version": "5.0.0", "license": "GPL-3.0-only", "dev": true}}}`)
	write(t, root, "web/graphiql/package-lock.json", `{"packages": {"node_modules/react": {"version": "19.0.0", "license": "MIT"}}}`)
	for folder, manifest := range map[string]string{
		"explorer/node_modules/react":                          `{"repository": {"url": "git+https://github.com/React/react.git"}}`,
		"explorer/node_modules/runtime":                        `{"repository": "facebook/react"}`,
		"explorer/node_modules/@scope/part":                    `{"author": "Ann <ann@example.org>"}`,
		"explorer/node_modules/@scope/part/node_modules/react": `{"author": {"name": "Ann"}}`,
		"explorer/node_modules/lonely":                         `{"author": "Bob"}`,
		"explorer/node_modules/free":                           `{}`,
		"graphiql/node_modules/react":                          `{}`,
	} {
		write(t, root, "web/"+folder+"/package.json", manifest)
	}
	write(t, root, "web/explorer/node_modules/react/LICENSE", "of react")
	write(t, root, "web/explorer/node_modules/@scope/part/license.md", "of Ann")
	write(t, root, "web/graphiql/node_modules/react/LICENSE", "of react")
	packages, err := npmPackages(root)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range byName(packages) {
		line := p.address
		for _, text := range p.texts {
			line += " [" + text.name + ": " + text.content + "]"
		}
		got = append(got, line)
	}
	want := `pkg:npm/%40scope/part@2.0.0 [license.md: of Ann]
pkg:npm/free@4.0.0
pkg:npm/lonely@3.0.0
pkg:npm/react@18.0.0 [license.md of @scope/part, which is of the same hands: of Ann]
pkg:npm/react@19.0.0 [LICENSE: of react]
pkg:npm/runtime@1.0.0 [LICENSE of react, which is of the same hands: of react]`
	if strings.Join(got, "\n") != want {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	if err := refuseLicences(packages); err == nil || strings.Count(err.Error(), "\n") != 1 || !strings.Contains(err.Error(), "lonely 3.0.0: the text of MIT was not found") {
		t.Errorf("refused: %v", err)
	}
}
