/** The customers’ app: for people at a customer, who ask for service and follow it. */
import '../api/without-eval.ts';
import '../ui/mantine.css';
import '../ui/tokens.css';

import { createQueryClient } from '../api/queries.ts';
import { sessionQuery } from '../api/session.ts';
import { draw } from '../ui/draw.tsx';
import { CustomerApp } from './app.tsx';

const client = createQueryClient(() => {
  void client.resetQueries({ queryKey: sessionQuery.queryKey });
});

draw(<CustomerApp />, client);
