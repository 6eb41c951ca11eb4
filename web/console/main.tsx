/** The console: for everybody who works with service orders in an office. */
import '../api/without-eval.ts';
import '../ui/mantine.css';
import '../ui/tokens.css';

import { RouterProvider } from '@tanstack/react-router';

import { createQueryClient } from '../api/queries.ts';
import { sessionQuery } from '../api/session.ts';
import { createConsoleRouter } from './routes.ts';
import { draw } from '../ui/draw.tsx';
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

draw(<RouterProvider router={router} />, client);
