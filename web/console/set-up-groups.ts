/** The sections of the set-up, in the order in which a new company fills them. */
import type { LinkProps } from '@tanstack/react-router';

import type { RouteSpec } from '#contracts/http/route.ts';
import { setupRoutes } from '#contracts/http/setup.ts';
import { staffRoles } from '#contracts/roles.ts';

import type { TextCode } from '../ui/texts.ts';

interface SetUpSection {
  readonly to: NonNullable<LinkProps['to']>;
  readonly title: TextCode;
  /** What it is for, in a line. */
  readonly what: TextCode;
  /** Whoever may call this may open it. */
  readonly read: Pick<RouteSpec, 'roles'>;
}

interface SetUpGroup {
  readonly title: TextCode;
  readonly sections: readonly SetUpSection[];
}

export const setUpGroups: readonly SetUpGroup[] = [
  {
    title: 'setUp.group.customers',
    sections: [
      {
        to: '/set-up/customers',
        title: 'customers.title',
        what: 'customers.what',
        read: { roles: staffRoles },
      },
    ],
  },
  {
    title: 'setUp.group.orders',
    sections: [
      {
        to: '/set-up/priorities',
        title: 'priorities.title',
        what: 'priorities.what',
        read: setupRoutes.putPriority,
      },
    ],
  },
];
