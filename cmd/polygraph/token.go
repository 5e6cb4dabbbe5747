package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/polygraph-kg/polygraph/cmd/polygraph/internal/access"
)

func newToken() *cobra.Command {
	var name, role, expires, into string
	cmd := &cobra.Command{
		Use:   "token",
		Short: "Make a token for somebody who may do more than everybody",
		Long: `Token makes a token and prints it once; nobody can find it again. What a server needs to know it by, its hash, is added to the
file of --into, or printed as an entry for it. A server that serves with --tokens and this file knows it a second later; who
takes an entry out of the file takes the token away. The roles are read (to ask, where serve is --closed), load (also to check
data and load them: POST /admin/check, /admin/load, /admin/reload) and admin (also GET /admin/backup, /admin/fsck).`,
		Example: "  polygraph token --name newsroom --role load --into tokens.yaml\n  polygraph token --name intern --role read --expires 2027-06-30 --into tokens.yaml",
		Args:    usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := access.CheckName(name); err != nil {
				return usageError{fmt.Errorf("--name: %w", err)}
			}
			may, err := access.ParseRole(role)
			if err != nil {
				return usageError{fmt.Errorf("--role: %w", err)}
			}
			ends, err := access.ParseExpires(expires)
			if err != nil {
				return usageError{fmt.Errorf("--%w", err)}
			}
			if !ends.IsZero() && ends.Before(time.Now()) {
				return usageError{fmt.Errorf("--expires %s has passed already", expires)}
			}
			text, token := access.New(name, may, ends)
			if into == "" {
				entry, err := access.Append(nil, token)
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s\n", text)
				if err == nil {
					_, err = fmt.Fprintf(cmd.ErrOrStderr(), "Keep this token, it is told only now. For the file of serve --tokens:\n\n%s", entry)
				}
				return err
			}
			if err := addToken(into, token); err != nil {
				return err
			}
			if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%s\n", text); err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.ErrOrStderr(), "Keep this token, it is told only now. %s knows its hash; serve with --tokens %s.\n", into, into)
			return err
		},
	}
	cmd.Flags().StringVar(&name, "name", "", "who has the token; stands in logs and in the history of loads (required)")
	cmd.Flags().StringVar(&role, "role", "", "what it allows: read, load or admin (required)")
	cmd.Flags().StringVar(&expires, "expires", "", "day from which on it is worth nothing, such as 2027-06-30; never when empty")
	cmd.Flags().StringVar(&into, "into", "", "file of tokens that its hash is added to; made when it is not there")
	_ = cmd.MarkFlagFilename("into", "yaml", "yml")
	return cmd
}

// addToken adds a token to a file, all at once: a server that reads it meanwhile sees it before
// or after.
func addToken(name string, token access.Token) error {
	text, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return usageError{err}
	}
	after, err := access.Append(text, token)
	if err != nil {
		return usageError{fmt.Errorf("%s: %w", name, err)}
	}
	file, err := createFile(name)
	if err != nil {
		return err
	}
	defer file.discard()
	if text == nil {
		file.mode = 0o600
	}
	if _, err := file.Write(after); err != nil {
		return fmt.Errorf("cannot write %s: %w", name, err)
	}
	return file.keep()
}
