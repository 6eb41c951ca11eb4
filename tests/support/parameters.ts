/** Parameters of the set-up, set so that what follows in a test goes by them. */
import * as z from 'zod';

import { connectDatabase } from '#db/connection.ts';
import { setupValues } from '#db/queries/setup-copy.ts';
import type { ParameterName } from '#domain/setup/parameters.ts';
import { eventually } from './eventually.ts';
import type { Desk } from './order-desk.ts';
import type { Stack } from './stack.ts';

/**
 * Sets a parameter and waits until the orders service has heard of it, and so decides by it. It hears by Kafka: a process that is
 * killed in between joins its group again only when the dead member's session is over.
 */
export async function setParameter(
  stack: Pick<Stack, 'databaseUrl'>,
  desk: Desk,
  id: ParameterName,
  value: number,
): Promise<void> {
  const { body } = await desk.mustDo('GET', `/v1/parameters/${id}`);
  const { version } = z.object({ version: z.int() }).parse(body);
  await desk.mustDo('PUT', `/v1/parameters/${id}`, { ifMatch: version, body: { value } });
  const db = connectDatabase({ url: stack.databaseUrl('orders'), service: 'orders', max: 1 });
  try {
    const heard = async () => {
      const copied = await setupValues(db, 'parameter');
      if (copied.find((each) => each.id === id)?.data.value !== value)
        throw new Error(`The orders service has not heard of ${id} ${value} yet`);
    };
    await eventually(heard, { withinMs: 60_000 });
  } finally {
    await db.destroy();
  }
}
