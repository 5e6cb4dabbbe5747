package postgres_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"github.com/polygraph-kg/polygraph/graph"
	"github.com/polygraph-kg/polygraph/graph/postgres"
	"github.com/polygraph-kg/polygraph/graph/storetest"
)

// The test runs itself as a process that loads until it is killed.
const loaderAddress = "POLYGRAPH_TEST_LOADER"

func loadForEver(address string) {
	j, err := postgres.Open(address, true)
	if err == nil {
		err = storetest.LoadOn(context.Background(), j, 3, os.Stdout)
	}
	fmt.Println("error", err)
	os.Exit(1)
}

// With POLYGRAPH_TEST_KILLS=200 it takes a minute and a half.
func TestKilledWhileLoading(t *testing.T) {
	t.Parallel()
	address := database(t)
	storetest.Kill(t, func() *exec.Cmd {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), loaderAddress+"="+address)
		return child
	}, func() (graph.Journal, error) {
		// The server may still be busy with what the process sent it last.
		_, _ = connect(t, address).Exec(t.Context(), `SELECT generation FROM polygraph_head FOR UPDATE`)
		return postgres.Open(address, true)
	})
}
