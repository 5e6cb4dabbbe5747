import './styles/tokens.css';
import './styles/page.css';
import './styles/parts.css';

import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { NoAnswer } from './data/ask';
import { answers } from './data/useAnswer';
import { InLanguage } from './language/language';
import { applyTheme } from './parts/Theme';

applyTheme();
createRoot(document.getElementById('root')!, {
  // What has no answer is shown on the page, and is no fault of the program.
  onCaughtError: error => error instanceof NoAnswer || console.error(error),
}).render(
  <StrictMode>
    <QueryClientProvider client={answers}>
      <InLanguage>
        <App />
      </InLanguage>
    </QueryClientProvider>
  </StrictMode>,
);
