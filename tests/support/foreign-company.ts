/** What a customer's contact learns of another customer: nothing, however it asks, and whoever asked before it on the connection. */
import { fileRoutes } from '#contracts/http/files.ts';
import { routes } from '#contracts/http/routes.ts';
import { addressOf } from '#contracts/http/route.ts';
import type { Company, TwoCompanies } from './two-companies.ts';

/** Lists that a customer's contact may ask for without naming anything. */
const lists = routes.filter(
  ({ method, path, roles, query, responses }) =>
    method === 'GET' &&
    !path.includes(':') &&
    (roles === 'anyone' || roles.includes('customer-contact')) &&
    responses[200]?.schema !== undefined &&
    (query === undefined || query.safeParse({}).success),
);

async function textOf(url: string, path: string, { contact }: Company): Promise<{ status: number; text: string }> {
  const response = await fetch(url + path, { headers: { authorization: `Bearer ${contact}` } });
  return { status: response.status, text: await response.text() };
}

/** Answers to one company's contact in which the other company stands, and readings of its things that were not "unknown". */
export async function foreignAnswers(url: string, { own, foreign }: TwoCompanies): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const list of lists) {
    const { status, text } = await textOf(url, list.path, own);
    if (status !== 200 || isAbout(text, foreign)) wrong.push(`${list.id} answered ${status} with a foreign company`);
  }
  const { orderId } = foreign.order;
  const reads = routes.filter(
    ({ method, path }) => method === 'GET' && /^\/v1\/service-orders\/:orderId(\/|$)/.test(path),
  );
  for (const { id, path } of [...reads, { id: 'readCustomer', path: '/v1/customers/:customerId' as const }]) {
    const params = { orderId, customerId: foreign.customerId };
    const { status, text } = await textOf(url, addressOf({ path }, params), own);
    if (status !== 404 && status !== 403)
      wrong.push(`${id} of a foreign company answered ${status} ${text.slice(0, 80)}`);
  }
  return wrong;
}

/** Files of orders that a company's contact reads and should not, or should and cannot. */
export async function foreignFiles(url: string, { own, foreign }: TwoCompanies): Promise<readonly string[]> {
  const wrong: string[] = [];
  const expected = [
    ['its own file for the customer', own.files.marked, 200],
    ['its own file for the staff', own.files.internal, 404],
    ['a foreign file for the customer', foreign.files.marked, 404],
    ['a foreign file for the staff', foreign.files.internal, 404],
  ] as const;
  for (const [what, fileId, wanted] of expected) {
    const { status } = await textOf(url, addressOf(fileRoutes.read, { fileId }), own);
    if (status !== wanted) wrong.push(`${what} answered ${status}`);
  }
  return wrong;
}

const atOnce = 32;

/** Answers in which the other company stands, of requests that two companies' contacts send in turn, many at once. */
export async function interleavedLeaks(
  url: string,
  { own, foreign }: TwoCompanies,
  requests: number,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  let next = 0;
  const lane = async () => {
    while (next < requests) {
      const n = next++;
      const [asking, other] = n % 2 === 0 ? [own, foreign] : [foreign, own];
      const path =
        n % 3 === 0
          ? '/v1/customers'
          : n % 3 === 1
            ? '/v1/service-orders'
            : `/v1/service-orders/${asking.order.orderId}`;
      const { status, text } = await textOf(url, path, asking);
      if (status !== 200 || isAbout(text, other) || !text.includes(asking.customerId))
        wrong.push(`request ${n}, ${path}: ${status}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return wrong;
}

function isAbout(text: string, { customerId, order }: Company): boolean {
  return [customerId, order.orderId, order.number].some((known) => text.includes(known));
}
