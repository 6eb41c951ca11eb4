/** The decisions about requests, as the local activities of their workflow. */
import type { DecidedRequest, DecideRequestInput, RequestView } from '#contracts/workflows/service-request.ts';
import type { Db } from '#db/connection.ts';
import { beginRequest, decideRequest } from '#transactions/requests/for-workflow.ts';

export interface RequestsActivities {
  beginRequest(input: { readonly requestId: string; readonly now: string }): Promise<RequestView>;
  decideRequest(input: DecideRequestInput): Promise<DecidedRequest>;
}

/** @param deps.publicUrl the gateway as the browser sees it, for links to the console */
export function createRequestsActivities({
  db,
  publicUrl,
}: {
  readonly db: Db<'orders'>;
  readonly publicUrl: string;
}): RequestsActivities {
  const consoleUrl = `${publicUrl}/requests`;
  return {
    async beginRequest({ requestId, now }) {
      return { ...(await beginRequest(db, requestId, now)), consoleUrl };
    },
    async decideRequest(input) {
      const { outcome, view } = await decideRequest(db, input);
      return { outcome, view: { ...view, consoleUrl } };
    },
  };
}
