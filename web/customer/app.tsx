/** Who may be here and in which language, and the pages of the customers’ app by address. */
import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Route, Router, Switch, useRoute } from 'wouter';

import { contactRoutes } from '#contracts/http/customers.ts';
import type { Session } from '#contracts/http/identity.ts';
import { languageOf } from '#domain/notifications/language.ts';

import { problemOf } from '../api/client.ts';
import { queryOf } from '../api/queries.ts';
import { sessionQuery } from '../api/session.ts';
import { FirstPasswordForm } from '../features/identity/first-password-form.tsx';
import { SignInForm } from '../features/identity/sign-in-form.tsx';
import { Waiting } from '../ui/page.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { AskPage } from './ask-page.tsx';
import { LinkedQuotePage } from './linked-quote-page.tsx';
import { ListPage } from './list-page.tsx';
import { OrderPage } from './order-page.tsx';
import { CustomerPage } from './customer-page.tsx';
import { Shell } from './shell.tsx';
import { Speaking, useSpeech } from './speaking.tsx';

export function CustomerApp() {
  const [, quote] = useRoute('/customer/quotes/:quoteId');
  const key = new URLSearchParams(window.location.search).get('key');
  if (quote === null || key === null) return <SignedInApp />;
  return (
    <Speaking language={languageOf(navigator.language)}>
      <LinkedQuotePage quoteId={quote.quoteId} linkKey={key} />
    </Speaking>
  );
}

function SignedInApp() {
  const session = useQuery(sessionQuery);
  const contact = useOwnContact(session.data);
  const tag = contact.data?.language ?? navigator.language;
  if (session.isPending || contact.isLoading) return <Waiting />;
  return (
    <Speaking language={languageOf(tag)}>
      <Door session={session.data} error={session.error} onRetry={() => void session.refetch()} />
    </Speaking>
  );
}

/** Whom of the customer's people the login is, by the address. */
function useOwnContact(session: Session | undefined) {
  const customerId = session?.mustChangePassword === false ? session.customerId : null;
  const request = { params: { customerId: customerId ?? '' }, query: { limit: 200 } };
  return useQuery({
    ...queryOf(contactRoutes.list, request),
    enabled: customerId !== null,
    select: ({ items }) => items.find(({ email }) => email !== null && email === session?.email),
  });
}

interface DoorProps {
  readonly session: Session | undefined;
  readonly error: unknown;
  readonly onRetry: () => void;
}

function Door({ session, error, onRetry }: DoorProps) {
  if (session === undefined)
    return problemOf(error).status === 401 ? <SignInForm /> : <ProblemNote error={error} onRetry={onRetry} />;
  if (session.mustChangePassword) return <FirstPasswordForm />;
  if (session.customerId === null) return <ToConsole />;
  return <Pages customerId={session.customerId} email={session.email} />;
}

/** The staff have the console. */
function ToConsole() {
  useEffect(() => window.location.replace('/'), []);
  return <Waiting />;
}

function Pages({ customerId, email }: { customerId: string; email: string | null }) {
  return (
    <Router base="/customer">
      <Shell>
        <Switch>
          <Route path="/">
            <ListPage />
          </Route>
          <Route path="/ask">
            <AskPage customerId={customerId} email={email} />
          </Route>
          <Route path="/orders/:orderId">
            {({ orderId }) => <OrderPage orderId={orderId} customerId={customerId} />}
          </Route>
          <Route>
            <UnknownPage />
          </Route>
        </Switch>
      </Shell>
    </Router>
  );
}

function UnknownPage() {
  const { say } = useSpeech();
  return <CustomerPage title={say('page.unknown')} withWayBack />;
}
