/** The gateway's own routes: identity, set-up and live hints. */
import type { Express } from 'express';

import type { ServiceName } from '#contracts/areas.ts';
import type { Db } from '#db/connection.ts';
import type { Clock } from '#platform/clock.ts';
import type { Tokens } from '#platform/http/actor.ts';
import { createApp } from '#platform/http/app.ts';
import type { HintHub } from '#platform/http/sse.ts';
import type { Logger } from '#platform/logging.ts';
import type { PasswordHashes } from '#transactions/identity/password-hash.ts';
import type { Authentication } from './authentication.ts';
import type { IdentityProvider } from './provider.ts';
import { mountUserAddresses } from './routes/identity-addresses.ts';
import { mountAudit } from './routes/identity-audit.ts';
import { mountProvider } from './routes/identity-provider.ts';
import { mountViews } from './routes/identity-views.ts';
import { mountIdentity } from './routes/identity.ts';
import { mountSession } from './routes/session.ts';
import { mountSetupChanges } from './routes/setup-changes.ts';
import { mountSetupImports } from './routes/setup-import.ts';
import { mountSetup } from './routes/setup.ts';
import { mountStream } from './routes/stream.ts';

export interface GatewayDeps {
  readonly db: Db<'gateway'>;
  readonly tokens: Tokens;
  readonly authentication: Authentication;
  readonly passwordHashes: PasswordHashes;
  readonly hints: HintHub;
  readonly clock: Clock;
  readonly log: Logger;
  /** The gateway as browsers see it. */
  readonly publicUrl: string;
  readonly urls: Readonly<Record<ServiceName, string>>;
  /** The company's identity provider; null where people sign in by password alone. */
  readonly provider: IdentityProvider | null;
}

/** The app of the areas `identity` and `setup`. */
export function createGatewayApp(deps: GatewayDeps): Express {
  const app = createApp({ log: deps.log, tokens: deps.tokens });
  mountSession(app, deps);
  mountProvider(app, deps);
  mountIdentity(app, deps);
  mountAudit(app, deps);
  mountUserAddresses(app, deps);
  mountViews(app, deps);
  mountSetup(app, deps);
  mountSetupImports(app, deps);
  mountSetupChanges(app, deps);
  mountStream(app, deps);
  return app;
}
