import { useQuery } from '@tanstack/react-query';
import { ask } from '../../data/ask';
import { graphql } from '../../generated';
import { useLanguage } from '../../language/language';

const files = graphql(`
  query DocumentFiles {
    documents(first: 100) {
      nodes {
        sourceFile
        label
      }
    }
  }
`);

/** Reads the evidence of an export, such as plan.txt:6 GROW “steel”, as people say it: A plan, line 6: “steel”. */
export function useEvidence(): (evidence: string) => string {
  const { words, language } = useLanguage();
  const { data } = useQuery({ queryKey: ['files', language], queryFn: ({ signal }) => ask(files, {}, language, signal) });
  return evidence => {
    const [, file = '', line = ''] = /^(.*?):(\d+)/.exec(evidence) ?? [];
    if (!file) return evidence;
    const document = data?.documents?.nodes.find(({ sourceFile }) => sourceFile === file)?.label ?? file;
    const quoted = evidence.match(/“[^”]*”/g)?.join(' ') ?? '';
    return `${document}, ${words.claims.line(Number(line))}${quoted && `: ${quoted}`}`;
  };
}
