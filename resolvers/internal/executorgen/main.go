// Command executorgen writes all of package generated: what gqlgen writes, and beside it
// the code that package execute runs plans with, of the same model. It runs from the
// resolvers folder.
package main

import (
	"log"

	"github.com/99designs/gqlgen/api"
	"github.com/99designs/gqlgen/codegen/config"
)

func main() {
	log.SetFlags(0)
	configuration, err := config.LoadConfigFromDefaultLocations()
	if err != nil {
		log.Fatal(err)
	}
	if err := api.Generate(configuration, api.AddPlugin(executor{})); err != nil {
		log.Fatal(err)
	}
}
