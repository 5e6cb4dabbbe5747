package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v4"
)

// A setting is a flag that may also be given by the environment, as POLYGRAPH_ and its name
// in capitals, or by a file of YAML, as a key of its name. The command line beats the
// environment, which beats the file, which beats the default. What is none of them is an
// error, so that no misspelt limit is believed in.

const (
	environmentPrefix = "POLYGRAPH_"
	configFlag        = "config"
)

// settingGroup is the annotation that makes a flag a setting. Its value is the heading under
// which people find it.
const settingGroup = "polygraph setting"

// setting marks flags of a command as settings.
func setting(cmd *cobra.Command, heading string, names ...string) {
	for _, name := range names {
		_ = cmd.Flags().SetAnnotation(name, settingGroup, []string{heading})
	}
}

// settings marks those flags of a command as settings that the function adds.
func settings(cmd *cobra.Command, heading string, add func(flags *pflag.FlagSet)) {
	known := map[string]bool{}
	cmd.Flags().VisitAll(func(f *pflag.Flag) { known[f.Name] = true })
	add(cmd.Flags())
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !known[f.Name] {
			_ = cmd.Flags().SetAnnotation(f.Name, settingGroup, []string{heading})
		}
	})
}

func isSetting(f *pflag.Flag) bool { return len(f.Annotations[settingGroup]) > 0 }

// headingOf is what a setting is found under.
func headingOf(f *pflag.Flag) string { return f.Annotations[settingGroup][0] }

// origins tells where the value of each setting of a command came from; those that are not
// in it have their default.
type origins map[string]string

// variable is the name of a setting in the environment.
func variable(setting string) string {
	return environmentPrefix + strings.ToUpper(strings.ReplaceAll(setting, "-", "_"))
}

// readSettings gives each setting of a command that the command line does not have its value
// from the environment or the file.
func readSettings(cmd *cobra.Command, environment []string) (origins, error) {
	known := knownSettings(cmd.Root())
	given, err := readEnvironment(environment, known)
	if err != nil {
		return nil, err
	}
	from := origins{}
	cmd.Flags().Visit(func(f *pflag.Flag) { from[f.Name] = "--" + f.Name })
	file, named := given[configFlag], variable(configFlag)
	if flag := cmd.Flags().Lookup(configFlag); flag != nil && flag.Changed {
		file, named = flag.Value.String(), "--"+configFlag
	}
	var values []fileSetting
	if file != "" {
		if values, err = readConfig(file, known); err != nil {
			return nil, fmt.Errorf("%s: %w", named, err)
		}
	}
	apply := func(name, origin string, texts []string) error {
		flag := cmd.Flags().Lookup(name)
		if flag == nil || !isSetting(flag) || flag.Changed {
			return nil // of another command, or said already by who knows better
		}
		for _, text := range texts {
			if err := flag.Value.Set(text); err != nil {
				return usageError{fmt.Errorf("%s: %.100q is no value of %s; %s", origin, text, name, wanted(flag, err))}
			}
		}
		if list, is := flag.Value.(pflag.SliceValue); is && len(texts) == 0 {
			_ = list.Replace(nil) // nothing in it can be wrong
		}
		flag.Changed = true
		from[name] = origin
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		texts := []string{given[name]}
		if flag := cmd.Flags().Lookup(name); flag != nil && isList(flag) {
			texts = splitList(given[name])
		}
		if err := apply(name, variable(name), texts); err != nil {
			return nil, err
		}
	}
	for _, value := range values {
		origin := fmt.Sprintf("%s:%d", file, value.line)
		if flag := cmd.Flags().Lookup(value.name); flag != nil && isSetting(flag) && value.list && !isList(flag) {
			return nil, usageError{fmt.Errorf("%s: %s is one value; give no list", origin, value.name)}
		}
		if err := apply(value.name, origin, value.texts); err != nil {
			return nil, err
		}
	}
	return from, nil
}

// wanted says what a setting takes, in the place of what a parser says.
func wanted(flag *pflag.Flag, err error) string {
	switch flag.Value.Type() {
	case "bool":
		return "give true or false"
	case "int":
		return "give a whole number, such as " + flag.DefValue
	case "float64":
		return "give a number, such as 50 or 0.5"
	case "duration":
		return "give a time, such as 10s or 5m"
	}
	return err.Error()
}

// knownSettings are the names of all commands' settings: one file and one environment serve
// them all, and each takes what it knows.
func knownSettings(root *cobra.Command) []string {
	var names []string
	var visit func(*cobra.Command)
	visit = func(cmd *cobra.Command) {
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if isSetting(f) {
				names = append(names, f.Name)
			}
		})
		for _, child := range cmd.Commands() {
			visit(child)
		}
	}
	visit(root)
	slices.Sort(names)
	return slices.Compact(names)
}

// readEnvironment are the settings of the environment, by their names. What Kubernetes puts
// there for a service that is called polygraph, and what the tests of this program read,
// says nothing to it.
func readEnvironment(environment, known []string) (map[string]string, error) {
	given := map[string]string{}
	for _, entry := range environment {
		name, value, _ := strings.Cut(entry, "=")
		rest, ours := strings.CutPrefix(name, environmentPrefix)
		if !ours || rest == "PORT" || strings.HasPrefix(rest, "PORT_") || strings.HasPrefix(rest, "SERVICE_") || strings.HasPrefix(rest, "TEST_") {
			continue
		}
		setting := strings.ToLower(strings.ReplaceAll(rest, "_", "-"))
		if setting != configFlag && (!slices.Contains(known, setting) || variable(setting) != name) {
			return nil, usageError{fmt.Errorf("%s in the environment is no setting%s polygraph config print lists all", name, meant(variable, setting, known))}
		}
		given[setting] = value
	}
	return given, nil
}

// meant is the known setting that is nearest to a misspelt one, as advice.
func meant(shown func(string) string, setting string, known []string) string {
	best, least := "", 4
	for _, name := range known {
		if distance := levenshtein.ComputeDistance(setting, name); distance < least {
			best, least = name, distance
		}
	}
	if best == "" {
		return ";"
	}
	return "; did you mean " + shown(best) + "?"
}

// fileSetting is a setting of the file, where it stands, and its values.
type fileSetting struct {
	name  string
	line  int
	texts []string
	list  bool
}

// mostOfConfig bounds the file, in bytes.
const mostOfConfig = 1 << 20

// readConfig reads a file of settings. Errors begin with the place.
func readConfig(file string, known []string) ([]fileSetting, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, usageError{err}
	}
	if !info.Mode().IsRegular() || info.Size() > mostOfConfig {
		return nil, usageError{fmt.Errorf("%s is no file of settings: it must be a file, of a mebibyte at most", file)}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, usageError{err}
	}
	found, err := parseConfig(text, known)
	if err != nil {
		return nil, usageError{fmt.Errorf("%s:%w", file, err)}
	}
	return found, nil
}

// parseConfig reads settings from YAML: a mapping of names to a value or a list of values.
// Errors begin with the line.
func parseConfig(text []byte, known []string) ([]fileSetting, error) {
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		return nil, fmt.Errorf("1: this is no YAML: %s", strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if len(document.Content) == 0 {
		return nil, nil // a file of comments
	}
	mapping := document.Content[0]
	if mapping.Kind != yaml.MappingNode {
		return nil, fmt.Errorf("%d: settings are a mapping, such as listen: 127.0.0.1:8080", mapping.Line)
	}
	var found []fileSetting
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		key, value := mapping.Content[i], mapping.Content[i+1]
		setting := fileSetting{name: key.Value, line: key.Line}
		if !slices.Contains(known, setting.name) {
			return nil, fmt.Errorf("%d: %.60q is no setting%s polygraph config print lists all", key.Line, setting.name, meant(func(name string) string { return name }, setting.name, known))
		}
		if at := slices.IndexFunc(found, func(other fileSetting) bool { return other.name == setting.name }); at >= 0 {
			return nil, fmt.Errorf("%d: %s stands in line %d already", key.Line, setting.name, found[at].line)
		}
		values := []*yaml.Node{value}
		if value.Kind == yaml.SequenceNode {
			values, setting.list = value.Content, true
		}
		for _, one := range values {
			if one.Kind != yaml.ScalarNode || one.Tag == "!!null" {
				return nil, fmt.Errorf("%d: the value of %s must be a text, a number, true or false, or a list of them; leave the key out for the default", one.Line, setting.name)
			}
			setting.texts = append(setting.texts, one.Value)
		}
		found = append(found, setting)
	}
	return found, nil
}

// isList tells settings that have several values.
func isList(f *pflag.Flag) bool {
	_, list := f.Value.(pflag.SliceValue)
	return list
}

// splitList are the values of a list in the environment, where commas stand between them.
func splitList(text string) []string {
	var list []string
	for item := range strings.SplitSeq(text, ",") {
		if item = strings.TrimSpace(item); item != "" {
			list = append(list, item)
		}
	}
	return list
}

// addConfig lets commands take their settings from a file.
func addConfig(root *cobra.Command) {
	root.PersistentFlags().String(configFlag, "", "read settings from this file of YAML, whose keys are the names of flags")
	_ = root.MarkPersistentFlagFilename(configFlag, "yaml", "yml")
}

type originsKey struct{}

// takeSettings is to run before each command.
func takeSettings(environment []string) func(cmd *cobra.Command, args []string) error {
	return func(cmd *cobra.Command, _ []string) error {
		from, err := readSettings(cmd, environment)
		if err != nil {
			return err
		}
		cmd.SetContext(context.WithValue(cmd.Context(), originsKey{}, from))
		return nil
	}
}

// originsOf tells where the settings of a command that runs are from.
func originsOf(cmd *cobra.Command) origins {
	from, _ := cmd.Context().Value(originsKey{}).(origins)
	return from
}
