import { lazy, useEffect, useRef, type ComponentType } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { Shell } from './parts/Shell';
import { Answered } from './parts/States';
import { Home } from './views/Home';
import { NotFound } from './views/NotFound';

/** A view that is fetched when it is first gone to. */
const later = (load: () => Promise<{ View: ComponentType }>) => lazy(() => load().then(module => ({ default: module.View })));

/** Every page by its path. The server knows the same paths (cmd/polygraph/internal/server/explorer.go). */
const pages: Record<string, ComponentType> = {
  '/search': later(() => import('./views/Search')),
  '/thing/*': later(() => import('./views/ThingPage')),
  '/graph': later(() => import('./views/graph/GraphView')),
  '/matrix': later(() => import('./views/Matrix')),
  '/compare': later(() => import('./views/Compare')),
  '/targets': later(() => import('./views/Targets')),
  '/clusters': later(() => import('./views/Clusters')),
  '/formulas': later(() => import('./views/Formulas')),
  '/regions': later(() => import('./views/Regions')),
  '/conflicts': later(() => import('./views/Conflicts')),
  '/holders': later(() => import('./views/Holders')),
};

export function App() {
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  const before = useRef(path);
  useEffect(() => {
    // Who goes to another page by keyboard or screen reader goes on at its beginning.
    if (before.current !== path) {
      before.current = path;
      scrollTo(0, 0);
      main.current?.focus({ preventScroll: true });
    }
  }, [path]);
  return (
    <Shell>
      <main id="content" ref={main} tabIndex={-1}>
        <Answered key={path}>
          <Switch>
            <Route path="/" component={Home} />
            {Object.entries(pages).map(([path, view]) => (
              <Route key={path} path={path} component={view} />
            ))}
            <Route component={NotFound} />
          </Switch>
        </Answered>
      </main>
    </Shell>
  );
}
