/**
 * What crosses between a request's row and its workflow, and what operators may send. Recorded in histories, so every shape here is a
 * contract: only optional additions. No zod here: workflows import it.
 */

/** `service-request/<number>`. */
export function serviceRequestWorkflowId(requestNumber: string): string {
  return `service-request/${requestNumber}`;
}

/** One named update per decision, so that operators and integrators see them. */
export const requestCommandNames = ['accept', 'reject', 'withdraw'] as const;
export type RequestCommandName = (typeof requestCommandNames)[number];

/** What the relay sends when the request was decided or corrected beside the workflow. */
export const REQUEST_CHANGED = 'changed';
export const requestViewQuery = 'view';

/** Input of every run: the request's id alone. */
export interface ServiceRequestInput {
  readonly requestId: string;
}

/** Codes and ids: words stay in rows, so that who rejects here gives the reason's name to the customer. */
export interface RequestCommandInputs {
  accept: {
    readonly orderType?: string | undefined;
    readonly priority?: string | undefined;
    readonly intoOrderId?: string | undefined;
  };
  reject: { readonly reasonCode: string };
  withdraw: Record<never, never>;
}

/** What the workflow knows of the row: replaced whole after every decision, never folded. */
export interface RequestView {
  readonly requestId: string;
  readonly number: string;
  readonly version: number;
  readonly status: string;
  /** Nobody has decided it: the workflow goes on. */
  readonly open: boolean;
  readonly priority: string | null;
  readonly sla: { readonly state: string; readonly dueAt: string | null };
  /** The next instant that means something; what it means is decided when it is reached. */
  readonly nextAt: string | null;
  readonly nextWhat: string | null;
  /** Of the first order, once there is one. */
  readonly orderNumber: string | null;
  /** The queue in the console, as a browser reaches it. */
  readonly consoleUrl: string;
}

export type RequestOutcome =
  | { readonly kind: 'done'; readonly version: number; readonly status: string; readonly orderNumber: string | null }
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly params?: Readonly<Record<string, string | number>> | undefined;
    };

export interface DecideRequestInput {
  readonly requestId: string;
  /** The update's id, or `instant/<at>/<what>`. */
  readonly key: string;
  readonly command:
    | { [Name in RequestCommandName]: { readonly name: Name; readonly input: unknown } }[RequestCommandName]
    | { readonly name: 'instantReached' };
  /** The workflow's clock, an instant. */
  readonly now: string;
}

export interface DecidedRequest {
  readonly outcome: RequestOutcome;
  readonly view: RequestView;
}
