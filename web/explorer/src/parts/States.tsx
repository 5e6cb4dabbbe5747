import { QueryErrorResetBoundary } from '@tanstack/react-query';
import { Component, Suspense, type ReactNode } from 'react';
import { NoAnswer } from '../data/ask';
import { useLanguage } from '../language/language';

/** Shows its content as soon as the answers to its questions are there, and what is wrong when they do not come. */
export function Answered({ children, waiting }: { children: ReactNode; waiting?: ReactNode }) {
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <Boundary again={reset}>
          <Suspense fallback={waiting ?? <Waiting />}>{children}</Suspense>
        </Boundary>
      )}
    </QueryErrorResetBoundary>
  );
}

export function Waiting() {
  const { words } = useLanguage();
  return (
    <p className="waiting" role="status">
      {words.states.waiting}
    </p>
  );
}

class Boundary extends Component<{ children: ReactNode; again: () => void }, { error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <Failed
        error={this.state.error}
        again={() => {
          // A part of the program that could not be fetched is not asked for again but with the page.
          if (isMissingPart(this.state.error)) location.reload();
          this.props.again();
          this.setState({ error: null });
        }}
      />
    );
  }
}

const isMissingPart = (error: unknown) => error instanceof TypeError && /import|module/i.test(error.message);

/** What went wrong, and what can be done about it. */
export function Failed({ error, again }: { error: unknown; again: () => void }) {
  const { words } = useLanguage();
  const reason = error instanceof NoAnswer ? error.reason : isMissingPart(error) ? 'away' : 'broken';
  const remedy = reason === 'away' ? words.states.awayRemedy : reason === 'busy' ? words.states.busyRemedy : undefined;
  return (
    <div className="failed" role="alert">
      <h2>{words.states[reason]}</h2>
      {remedy && <p>{remedy}</p>}
      {error instanceof Error && reason !== 'away' && <p className="detail">{error.message}</p>}
      <button type="button" onClick={again}>
        {words.states.again}
      </button>
    </div>
  );
}

export function Empty({ children }: { children?: ReactNode }) {
  const { words } = useLanguage();
  return (
    <p className="empty" role="status">
      {children ?? words.states.empty}
    </p>
  );
}
