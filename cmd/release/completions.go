package main

import "context"

// completions are scripts by which shells complete what is typed, as the program writes them.
func completions(ctx context.Context, program string) ([]archived, error) {
	var scripts []archived
	for _, shell := range []struct{ name, file string }{
		{"bash", "polygraph.bash"}, {"zsh", "_polygraph"}, {"fish", "polygraph.fish"}, {"powershell", "polygraph.ps1"},
	} {
		script, err := output(ctx, "", program, "completion", shell.name)
		if err != nil {
			return nil, err
		}
		scripts = append(scripts, archived{name: "completions/" + shell.file, content: []byte(script)})
	}
	return scripts, nil
}
