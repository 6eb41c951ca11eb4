/** The doors of sign-offs of our own: that the work is done, and that the office has reviewed it. */
import type { Express } from 'express';

import { confirmationRoutes as routes } from '#contracts/http/service-orders-signed.ts';
import type { Actor } from '#contracts/roles.ts';
import { transaction } from '#db/transaction.ts';
import type { ConfirmationKind } from '#domain/service-orders/confirmations.ts';
import { mount } from '#platform/http/mount.ts';
import { confirm, takeBack } from '#transactions/service-orders/confirm.ts';
import { acceptEdit, once, type OrderParts } from './service-orders.ts';

interface Asked {
  readonly actor: Actor;
  readonly params: { readonly orderId: string };
  readonly key: string;
}

export function mountConfirmations(app: Express, { db, clock }: OrderParts): void {
  const answer = async (asked: Asked, route: string, act: typeof confirm, kind: ConfirmationKind) => {
    const { actor, params, key } = asked;
    const edit = { ...params, actor, now: clock.now() };
    const body = await transaction(db, actor, (t) =>
      once(t, { route, key, asks: params }, async () => ({ version: acceptEdit(await act(t, edit, kind)) })),
    );
    return { status: 200, body } as const;
  };
  mount(app, routes.confirmDone, (asked) => answer(asked, routes.confirmDone.id, confirm, 'technician'));
  mount(app, routes.undoDone, (asked) => answer(asked, routes.undoDone.id, takeBack, 'technician'));
  mount(app, routes.review, (asked) => answer(asked, routes.review.id, confirm, 'review'));
  mount(app, routes.undoReview, (asked) => answer(asked, routes.undoReview.id, takeBack, 'review'));
}
