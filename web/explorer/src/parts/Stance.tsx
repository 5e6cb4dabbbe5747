import type { Stance } from '../generated/graphql';
import { useLanguage } from '../language/language';

/** A stance by its word and colour. */
export function StanceMark({ stance }: { stance: Stance }) {
  const { words } = useLanguage();
  return <span className={`stance stance-${stance.toLowerCase()}`}>{words.stances[stance]}</span>;
}

export const stances: readonly Stance[] = ['LEAD', 'GROW', 'NURTURE', 'UPGRADE', 'LIMIT', 'UNSTATED'];
