/** Rights: every endpoint as every role, fields and foreign companies included, with row-level security as the second lock. */
import type { Say } from '#deploy/local/progress.ts';
import type { Stack } from '#deploy/local/stack.ts';
import { foreignAnswers, foreignFiles, interleavedLeaks } from '../support/foreign-company.ts';
import { callEveryRoute, wrongFields } from '../support/every-role.ts';
import { createDesk } from '../support/order-desk.ts';
import { foreignRows } from '../support/row-security.ts';
import { makeTwoCompanies } from '../support/two-companies.ts';
import type { AcceptNeeds, AcceptOutcome, AcceptSize } from './accept-line.ts';

/** Two connections a service, so that requests of different people follow each other on the same one. */
export const needs: AcceptNeeds = { env: { CALLOUT_DATABASE_CONNECTIONS: '2' } };

const requestsOf: Readonly<Record<AcceptSize, number>> = { short: 400, full: 10_000 };

export async function run(stack: Stack, size: AcceptSize, say: Say): Promise<AcceptOutcome> {
  const desk = createDesk(stack.url, stack.adminToken());
  const companies = await makeTwoCompanies(stack, desk);
  const { calls, wrong: byRole } = await callEveryRoute(stack.url, companies.tokens);
  say(`  ${calls} calls of every endpoint by every role`);
  const byField = await wrongFields(stack.url, companies);
  const foreign = [...(await foreignAnswers(stack.url, companies)), ...(await foreignFiles(stack.url, companies))];
  const rows = await foreignRows(stack, companies.own.customerId);
  say(`  ${rows.tables} tables read as a customer, without any filter`);
  const requests = requestsOf[size];
  const leaks = await interleavedLeaks(stack.url, companies, requests);
  const wrong = [...byRole, ...byField, ...foreign, ...rows.leaks, ...leaks];
  const figure = `${calls} calls of endpoints by role, ${rows.tables} tables without a filter, ${requests} interleaved requests on 2 connections: ${wrong.length} not as the rights say`;
  return { passed: wrong.length === 0, figure: [figure, ...wrong.slice(0, 12)].join('; ') };
}
