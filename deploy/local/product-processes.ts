/** The processes of the product, as the supervisor needs them: one for all services, or one for each. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceName } from '#contracts/areas.ts';
import { tiers } from './child.ts';
import type { ChildSpec } from './child.ts';
import { readComposeServices } from './compose.ts';
import type { Ports } from './ports.ts';

/** One process for all services, or one for each. */
export type ProcessShape = 'one-process' | 'split';

export interface ProductOptions {
  readonly shape: ProcessShape;
  readonly dir: string;
  readonly ports: Ports;
  /** Computed by serviceEnvironment, over the environment of who starts. */
  readonly env: NodeJS.ProcessEnv;
}

/** Room for what a request leaves behind, in MiB: with the default of 16 much of it is copied twice and collected late. */
const youngHeap = '--max-semi-space-size=64';
const root = join(import.meta.dirname, '..', '..');
const answerWithinMs = 4_000;
const readyWithinMs = 120_000;
const lookEveryMs = 100;

/** What to start for a shape. The gateway is ready when all parts of the product are. */
export function productProcesses(options: ProductOptions): readonly ChildSpec[] {
  if (options.shape === 'one-process') {
    const telemetry = join(root, 'platform', 'telemetry.ts');
    const entry = join(root, 'deploy', 'local', 'product.ts');
    const metrics = { METRICS_PORT: String(options.ports.productMetrics) };
    const command = [process.execPath, youngHeap, '--import', telemetry, entry];
    return [processSpec(options, 'product', command, { ...metrics, ...options.env }, 'gateway')];
  }
  // Any free port: the processes share a machine, which containers do not.
  const env = { METRICS_PORT: '0', ...options.env };
  return readComposeServices(join(root, 'docker-compose.yml'), env).map(({ name, command, environment }) =>
    processSpec(options, name, command, { ...inherited(options.env), ...environment }, name),
  );
}

/** Rejects unless GET /readyz answers 200: every part can work. */
export async function checkReady(url: string): Promise<void> {
  const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(answerWithinMs) });
  const body = await response.text();
  if (!response.ok) throw new Error(`${url}/readyz answered ${response.status}: ${body.slice(0, 800)}`);
}

/** Resolves when GET /readyz answers 200. @throws the last answer after `readyWithinMs` */
export async function untilReady(url: string): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  for (;;) {
    try {
      return await checkReady(url);
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(lookEveryMs);
    }
  }
}

function processSpec(
  { dir, ports }: ProductOptions,
  name: string,
  [program = 'node', ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  service: ServiceName,
): ChildSpec {
  return {
    name,
    tier: tiers.product,
    // Whatever `node` the terminal would find: the product runs on the one that npm installed.
    command: program === 'node' ? process.execPath : program,
    args,
    cwd: root,
    env,
    logFile: join(dir, 'logs', `${name}.log`),
    stopSignal: 'SIGTERM',
    stopWithinMs: 20_000,
    readyWithinMs,
    isReady: () => checkReady(`http://127.0.0.1:${ports[service]}`),
  };
}

/** Of the terminal's environment a container would have nothing but what makes programs run. */
function inherited(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = [
    'PATH',
    'HOME',
    'TMPDIR',
    'LANG',
    'TZ',
    'NODE_OPTIONS',
    'NODE_EXTRA_CA_CERTS',
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
  ];
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}
