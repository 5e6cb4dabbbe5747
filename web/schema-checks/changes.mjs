// Compares the schema with the one that clients of the last release rely on. From the
// project's root,
//
//   changes.mjs                 fails unless CHANGELOG.md announces what would break clients
//   changes.mjs release 0.3.0   does the same, then makes the schema that of the release
//
// docs/schema-changes.md says how to announce.
import { readFileSync, writeFileSync } from 'node:fs';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';

const read = (file) => readFileSync(file, 'utf8');
const unreleased = '## [Unreleased]\n';
const snapshot = read('schema/snapshot.graphql');
const released = read('schema/released.graphql');
const changelog = read('CHANGELOG.md');

const faults = [];
const breaking = (await diff(buildSchema(released), buildSchema(snapshot)))
  .filter((change) => change.criticality.level === CriticalityLevel.Breaking);
const announced = announcements(changelog);
for (const change of breaking) {
  if (!announced.some((coordinate) => coordinate.covers(change.path))) faults.push(`${change.path}: ${change.message}; clients of the last release would break`);
}
for (const coordinate of announced) {
  if (!breaking.some((change) => coordinate.covers(change.path))) faults.push(`${coordinate.text}: announced as breaking, but nothing of it breaks clients of the last release`);
}
// The released schema begins with its version, so that it is renewed with the changelog or not at all.
const [, version] = released.match(/^# (\S+)\n/) ?? [];
const [, last] = changelog.match(/^## \[(\d[^\]]*)\]/m) ?? [];
if (!changelog.includes(unreleased) || !version || version !== last) {
  faults.push(`schema/released.graphql is that of version ${version}, the last release in CHANGELOG.md is ${last}; make release-schema renews both`);
}
if (faults.length > 0) {
  console.error(faults.join('\n'));
  console.error('\nKeep the old beside the new and mark it @deprecated, or name what breaks under "### Breaking" of the Unreleased section in CHANGELOG.md: see docs/schema-changes.md.');
  process.exit(1);
}

const [command, next] = process.argv.slice(2);
if (command === 'release') {
  if (!/^\d+\.\d+\.\d+$/.test(next ?? '')) {
    console.error('a release needs its version, such as VERSION=0.3.0');
    process.exit(2);
  }
  writeFileSync('schema/released.graphql', `# ${next}\n${snapshot}`);
  writeFileSync('CHANGELOG.md', changelog.replace(unreleased, `${unreleased}\n## [${next}] - ${new Date().toISOString().slice(0, 10)}\n`));
  console.log(`schema/released.graphql and CHANGELOG.md are those of ${next}`);
} else {
  console.log(`${breaking.length} changes since ${version} break clients; all are announced`);
}

// announcements are the coordinates in backquotes that begin the list items under
// Breaking. A coordinate covers what lies below it, as Query.find does its arguments;
// * stands for any name, or the rest of one.
function announcements(text) {
  const section = text.split(unreleased)[1]?.split(/^## /m)[0] ?? '';
  const list = section.split(/^### Breaking\n/m)[1]?.split(/^### /m)[0] ?? '';
  return [...list.matchAll(/^- (`[^`]+`(?:, `[^`]+`)*)/gm)].flatMap(([, names]) => names.match(/[^`, ]+/g)).map((text) => {
    const pattern = new RegExp(`^${text.replaceAll('.', '\\.').replaceAll('*', '\\w*')}(\\.|$)`);
    return { text, covers: (path) => pattern.test(path) };
  });
}
