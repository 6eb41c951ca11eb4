/** How the web pages are built: one entry for each audience, so that nobody downloads another's, and what they share once. */
import { join } from 'node:path';

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = import.meta.dirname;

export default defineConfig({
  root: join(root, 'web'),
  base: '/',
  publicDir: false,
  plugins: [react()],
  cacheDir: join(root, '.build', 'vite'),
  build: {
    outDir: join(root, '.build', 'web'),
    emptyOutDir: true,
    rolldownOptions: {
      input: ['console', 'customer'].map((app) => join(root, 'web', app, 'index.html')),
      // A page that is opened asks for a dozen files, not for a hundred of a kilobyte: what is needed together comes together.
      output: {
        codeSplitting: {
          groups: [
            { name: 'libraries', tags: ['$initial'], test: /node_modules/ },
            { name: 'base', tags: ['$initial'], test: /[/\\](contracts|domain|web)[/\\]/, minShareCount: 2 },
            // What loads pages is Vite's own, and belongs to no page.
            { name: 'preload', test: /preload-helper/ },
            { name: 'forms', test: /node_modules/, minShareCount: 2 },
            { name: 'parts', minShareCount: 2 },
          ],
        },
      },
    },
    target: 'es2023',
    // The page runs under a policy without inline scripts, styles or data: fonts.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
  },
});
