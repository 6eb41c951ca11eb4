/** The customers’ app: for people at a customer, who ask for service and follow it. */
import '../api/without-eval.ts';
import '../ui/mantine.css';
import '../ui/tokens.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';

import { createQueryClient } from '../api/queries.ts';
import { sessionQuery } from '../api/session.ts';
import { theme } from '../ui/theme.ts';
import { CustomerApp } from './app.tsx';

const client = createQueryClient(() => {
  void client.resetQueries({ queryKey: sessionQuery.queryKey });
});

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root');
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={client}>
        <CustomerApp />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
