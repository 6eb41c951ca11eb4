/** The console: for everybody who works with service orders in an office. */
import '../api/without-eval.ts';
import '../ui/mantine.css';
import '../ui/tokens.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';

import { createQueryClient } from '../api/queries.ts';
import { sessionQuery } from '../api/session.ts';
import { createConsoleRouter } from './routes.ts';
import { theme } from '../ui/theme.ts';
import { pseudoPlace } from '../ui/translation.ts';

const client = createQueryClient(() => {
  client.removeQueries({ queryKey: sessionQuery.queryKey });
  void router.invalidate();
});
const router = createConsoleRouter(client);

if (localStorage.getItem(pseudoPlace) !== null) {
  const { speakPseudo } = await import('../ui/pseudo-language.ts');
  speakPseudo();
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root');
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
