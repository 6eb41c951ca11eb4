/** How both web apps come onto their page. */
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';

import { theme } from './theme.ts';

/** Draws an app into `#root`, with our look and what it has read. @throws Error when the page has no such element */
export function draw(app: ReactNode, client: QueryClient): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no element #root');
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
        <QueryClientProvider client={client}>{app}</QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
