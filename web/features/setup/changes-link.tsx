/** The way to who changed one thing, for those who may read it. */
import { Link } from '@tanstack/react-router';

import { setupChangeRoutes } from '#contracts/http/setup-changes.ts';
import type { Changeable } from '#contracts/http/setup-changes.ts';

import { mayCall, useSession } from '../../api/session.ts';
import { text } from '../../ui/texts.ts';
import { ChangesSearch } from './changes-search.ts';

interface ChangesLinkProps {
  readonly of: Changeable;
  /** All of this kind when absent. */
  readonly id?: string;
}

export function ChangesLink({ of, id }: ChangesLinkProps) {
  if (!mayCall(useSession(), setupChangeRoutes.list)) return null;
  return (
    <Link to="/set-up/changes" search={ChangesSearch.parse({ of, id })}>
      {text('changes.link')}
    </Link>
  );
}
