import { keepPreviousData, QueryClient, useQuery, useSuspenseInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { TypedDocumentString } from '../generated/graphql';
import { useLanguage } from '../language/language';
import { ask, NoAnswer } from './ask';

/** Answers are kept for a minute, and asked for again when the reader comes back to the page after that. */
export const answers = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      retry: (failures, error) => error instanceof NoAnswer && error.reason === 'busy' && failures < 3,
    },
  },
});

/** The answer to a question. Until it is there the nearest Waiting is shown, and Failed when there is none. */
export function useAnswer<Data, Variables>(question: TypedDocumentString<Data, Variables>, variables: Variables): Data {
  const { language } = useLanguage();
  return useSuspenseQuery({
    queryKey: [question.toString(), variables, language],
    queryFn: ({ signal }) => ask(question, variables, language, signal),
  }).data;
}

/** The answer to a question that changes as one types: the one before stays until the next is there. */
export function useAnswerMeanwhile<Data, Variables>(
  question: TypedDocumentString<Data, Variables>,
  variables: Variables,
  wanted: boolean,
): { data: Data | undefined; error: Error | null; waiting: boolean } {
  const { language } = useLanguage();
  const { data, error, isFetching } = useQuery({
    queryKey: [question.toString(), variables, language],
    queryFn: ({ signal }) => ask(question, variables, language, signal),
    enabled: wanted,
    placeholderData: keepPreviousData,
  });
  return { data: wanted ? data : undefined, error, waiting: isFetching };
}

/** A page of a list, as every connection tells of it. */
type Paged = { pageInfo: { hasNextPage: boolean; endCursor?: string | null } };

/**
 * The pages of a list, of which the first is there at once and each next one when it is asked for. The
 * question has a variable $after; list finds the connection in its answer.
 */
export function useAnswerPages<Data, Variables extends { after?: string | null }>(
  question: TypedDocumentString<Data, Variables>,
  variables: Omit<Variables, 'after'>,
  list: (data: Data) => Paged | null | undefined,
): { pages: Data[]; more: (() => void) | undefined; waiting: boolean } {
  const { language } = useLanguage();
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useSuspenseInfiniteQuery({
    queryKey: ['pages', question.toString(), variables, language],
    queryFn: ({ pageParam, signal }) => ask(question, { ...variables, after: pageParam } as unknown as Variables, language, signal),
    initialPageParam: null as string | null,
    getNextPageParam: last => {
      const page = list(last)?.pageInfo;
      return page?.hasNextPage ? (page.endCursor ?? null) : null;
    },
  });
  return { pages: data.pages, more: hasNextPage ? () => void fetchNextPage() : undefined, waiting: isFetchingNextPage };
}
