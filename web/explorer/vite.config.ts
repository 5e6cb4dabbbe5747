import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// While the page is worked on, `npm run dev` asks a polygraph that runs beside it.
const polygraph = process.env.POLYGRAPH ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  base: '/',
  // Each build empties dist/. go:embed needs the folder in a fresh checkout, so
  // its committed .keep has to come back: it is copied from public/, as the icon is.
  publicDir: 'public',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // Nothing becomes a data: address in a style sheet, which the server's policy forbids.
    assetsInlineLimit: 0,
  },
  worker: { format: 'es' },
  server: {
    proxy: Object.fromEntries(['/graphql', '/export', '/id', '/graphiql'].map(path => [path, polygraph])),
  },
});
