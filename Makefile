# The two commands of the README are run and test; each installs what it lacks.
.DEFAULT_GOAL := help
LISTEN ?= 127.0.0.1:8080
SIZES ?= 100000 1000000
graphiql := web/graphiql/dist/index.html
explorer := web/explorer/dist/index.html
packages := web/graphiql/node_modules/.package-lock.json web/explorer/node_modules/.package-lock.json
checks := web/schema-checks/node_modules/.package-lock.json
exports := web/export-checks/node_modules/.package-lock.json
client := examples/clients/typescript/node_modules/.package-lock.json
page_sources = $(wildcard web/$1/src/* web/$1/src/*/* web/$1/src/*/*/* web/$1/public/* web/$1/*.json web/$1/*.ts web/$1/index.html)

.PHONY: help run build pages release fmt generate test bench benchmarks answers gallery screenshots release-schema packages

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## build, load the data and serve it: http://127.0.0.1:8080
	bin/polygraph serve --listen $(LISTEN)

build: pages ## build bin/polygraph with everything embedded
	go build -buildvcs=auto -o bin/polygraph ./cmd/polygraph

pages: $(graphiql) $(explorer) # what is embedded

release: pages ## make the files of a release in dist/: VERSION=0.3.0 (CONTRIBUTING.md)
	go run ./cmd/release --version "$(VERSION)" $(if $(TARGETS),--target "$(TARGETS)") $(if $(filter yes,$(CHANGES)),--allow-changes)

%/node_modules/.package-lock.json: %/package-lock.json
	npm --prefix $* ci --no-progress
	touch $@

$(graphiql): web/graphiql/node_modules/.package-lock.json $(call page_sources,graphiql) $(wildcard examples/*.graphql)
	npm --prefix web/graphiql run build

$(explorer): web/explorer/node_modules/.package-lock.json $(call page_sources,explorer) schema/snapshot.graphql
	npm --prefix web/explorer run --silent build

generate: ## write the generated code anew
	go generate ./...
	cd examples/clients/go && go generate ./...

fmt: ## format the Go code
	gofmt -w $$(git ls-files -co --exclude-standard '*.go')

test: build ## run every check; ends with a list of those that could not run
	.ci/test

bench: build ## measure polygraph beside its peers: docs/performance.md; SIZES="1000000 10000000"
	bench/install
	go run ./bench/run --sizes "$(SIZES)" --out docs/performance/results.json
	go run ./bench/report

benchmarks: ## run the Go benchmarks of single functions
	go test -run '^$$' -bench . -benchmem ./...

answers: build ## record the answers of the examples anew, after reading them
	for f in examples/*.graphql; do bin/polygraph query $$f > examples/answers/$$(basename $$f .graphql).json; done

gallery: build $(exports) ## draw the pictures of docs/exports.md anew, after looking at them
	.ci/gallery

screenshots: build ## take the pictures of docs/explorer.md anew, after looking at them
	.ci/screenshots

release-schema: $(checks) ## make the schema that of a release: VERSION=0.3.0 (docs/schema-changes.md)
	node web/schema-checks/changes.mjs release $(VERSION)

packages: $(packages) $(checks) $(client) # what the checks of clients need
