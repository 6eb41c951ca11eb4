/** Decisions and effects in memory: they answer what the product would for a standard order, and do nothing. */
import type { EffectActivities, EffectAnswer, EffectName } from '#contracts/workflows/effects.ts';
import type { Claim, Decided, DecideRequest, EffectCall, View } from '#contracts/workflows/service-order.ts';

/** What commands ask of other services, by what they are sent for. */
const effectsOf: Readonly<Record<string, readonly EffectCall[]>> = {
  planned: [call('setReservations'), call('planVisit')],
  completed: [call('issueParts'), call('finishVisits')],
  post: [call('postLines')],
};

function call(name: EffectName, after: readonly EffectName[] = []): EffectCall {
  // The canned effects ask for nothing but the name.
  return { name, after, input: { key: name, orderId: name } } as EffectCall;
}

const dayMs = 86_400_000;
const slaStates: Readonly<Record<string, string>> = { waiting: 'paused', completed: 'met' };

function received(orderId: string): View {
  return {
    ...{ orderId, number: orderId, version: 1, stage: 'received', stageName: 'received', progress: 'open' },
    ...{ priority: 'normal', customerRef: 'C-1', technicianRef: null, waiting: null, missingParts: false },
    targets: ['planned', 'dispatched', 'in-progress', 'waiting', 'completed'],
    ...{ refused: {}, lastRefusal: null, pending: [], closed: false },
    sla: { state: 'running', dueAt: new Date(Date.now() + 2 * dayMs).toISOString() },
    nextAt: new Date(Date.now() + dayMs).toISOString(),
    nextWhat: 'sla-warning',
  };
}

/** By the names of the orders' local activities. */
interface CannedOrders {
  readonly claimOrder: (input: { readonly orderId: string }) => Promise<Claim>;
  readonly decideCommand: (request: DecideRequest) => Promise<Decided>;
}

/** The orders' local activities. Each order begins as received and is closed when its rows change. */
export function createCannedOrders(): CannedOrders {
  const views = new Map<string, View>();
  const wanted = new Map<string, string>();

  function decide({ orderId, key, command, now }: DecideRequest, view: View): Decided {
    const keep = (changed: Partial<View>): View => {
      const next = { ...view, ...changed, version: view.version + 1 };
      views.set(orderId, next);
      return next;
    };
    if (command.name === 'rowsChanged') {
      views.delete(orderId);
      const closed = { ...view, closed: true };
      return { kind: 'decided', outcome: { kind: 'done', version: view.version, stage: view.stage }, view: closed };
    }
    const what = command.name === 'effectsEnded' ? wanted.get(orderId) : wishOf(command);
    const effects = command.name === 'effectsEnded' ? undefined : effectsOf[what ?? ''];
    if (what !== undefined && effects !== undefined) {
      wanted.set(orderId, what);
      const pending = { id: key, command: command.name, phase: 'doing' as const, decidedAt: now, budgetMs: 30_000 };
      return { kind: 'decided', outcome: { kind: 'pending' }, view: keep({ pending: [{ ...pending, effects }] }) };
    }
    wanted.delete(orderId);
    const after = keep({ pending: [], ...changesOf(what, view) });
    return { kind: 'decided', outcome: { kind: 'done', version: after.version, stage: after.stage }, view: after };
  }

  return {
    async claimOrder({ orderId }) {
      const view = views.get(orderId) ?? received(orderId);
      views.set(orderId, view);
      return { kind: 'claimed', view };
    },
    async decideCommand(request) {
      return decide(request, views.get(request.orderId) ?? received(request.orderId));
    },
  };
}

/** The stage that a command leads to, or the command itself. */
function wishOf({ name, input }: DecideRequest['command']): string {
  return name === 'changeStage' ? input.to : name;
}

function changesOf(what: string | undefined, view: View): Partial<View> {
  switch (what) {
    case undefined:
    case 'signOff':
      return {};
    case 'post':
      return { progress: 'posted' };
    default: {
      const sla = { ...view.sla, state: slaStates[what] ?? 'running' };
      const technicianRef = what === 'completed' ? null : 'technician';
      const progress = what === 'completed' ? 'completed' : 'open';
      return { stage: what, stageName: what, technicianRef, progress, sla };
    }
  }
}

type Canned<Name extends EffectName> = () => Promise<EffectAnswer<Name>>;

const nothing = async () => {};
const reserved: Canned<'setReservations'> = async () => ({ ok: true, result: { lines: [] } });
const issued: Canned<'issueParts'> = async () => ({ ok: true, result: { lines: [] } });
const planned: Canned<'planVisit'> = async () => ({ ok: true, result: { visitId: 'visit' } });
const ended = async () => ({ ok: true, result: { visitIds: [] } }) as const;
const posted: Canned<'postLines'> = async () => ({
  ok: true,
  result: { currency: 'EUR', lines: [], proposalId: 'proposal', transactionIds: [] },
});

const inventory: EffectActivities<'inventory'> = {
  ...{ setReservations: reserved, undoSetReservations: nothing },
  ...{ issueParts: issued, undoIssueParts: nothing },
};
const dispatch: EffectActivities<'dispatch'> = {
  ...{ planVisit: planned, undoPlanVisit: nothing },
  ...{ finishVisits: ended, undoFinishVisits: nothing },
  ...{ cancelVisits: ended, undoCancelVisits: nothing },
};
const invoicing: EffectActivities<'invoicing'> = {
  ...{ postLines: posted, undoPostLines: nothing },
  ...{ priceOrder: posted, undoPriceOrder: nothing },
  ...{ proposeInvoice: posted, undoProposeInvoice: nothing },
};

/** The other services' activities, by queue. */
export const cannedEffects = { inventory, dispatch, invoicing } as const;
