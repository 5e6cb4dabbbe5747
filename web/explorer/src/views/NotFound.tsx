import { Link } from 'wouter';
import { useTitle } from '../parts/title';
import { useLanguage } from '../language/language';

export function NotFound() {
  const { words } = useLanguage();
  useTitle(words.states.notFound);
  return (
    <div className="failed">
      <h1>{words.states.notFound}</h1>
      <p>{words.states.notFoundRemedy}</p>
      <p>
        <Link href="/">{words.states.toHome}</Link>
      </p>
    </div>
  );
}
