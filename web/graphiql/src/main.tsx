import 'graphiql/setup-workers/vite';
// Not graphiql/style.css: it holds Monaco's styles a second time and 35 inlined
// fonts. The fonts of the reader's system do, and they have Chinese glyphs.
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './page.css';

import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { fetcher } from './fetcher';
import { asked, defaultTabs, storage } from './tour';

const question = asked();

createRoot(document.getElementById('root')!).render(
  <GraphiQL fetcher={fetcher} storage={storage} defaultTabs={defaultTabs(question)} initialQuery={question?.query} initialVariables={question?.variables}>
    <GraphiQL.Logo>polygraph</GraphiQL.Logo>
  </GraphiQL>,
);
