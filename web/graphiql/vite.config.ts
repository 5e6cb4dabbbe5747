import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // Relative, because the Go binary serves the files below /graphiql/.
  base: './',
  // Each build empties dist/. go:embed needs the folder in a fresh checkout, so
  // its committed .keep has to come back: it is copied from public/, as the icon is.
  publicDir: 'public',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Every browser that runs GraphiQL 5 knows modulepreload.
    modulePreload: { polyfill: false },
    // Monaco is one large chunk by nature; a warning on each build teaches nothing.
    chunkSizeWarningLimit: 4096,
    // GraphiQL's files carry "use no memo" for a compiler which is not used here.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
});
