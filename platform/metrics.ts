/** One Prometheus endpoint per process: the process itself, gauges of its parts, and the Temporal SDK's own metrics. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';

import type { Logger } from './logging.ts';

/** A value that is read when somebody asks. */
export interface Gauge {
  /** Prometheus form, such as `callout_outbox_oldest_unsent_seconds`. */
  readonly name: string;
  readonly help: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly read: () => number;
}

export interface Metrics {
  readonly add: (gauge: Gauge) => void;
  /** Where the Temporal runtime is to offer its metrics; they are passed on with ours. */
  readonly temporalAddress: string;
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Listens at `/metrics`. Start it before the first Temporal connection, once per process; port 0 takes a free one. */
export async function startMetrics(options: { host: string; port: number }): Promise<Metrics> {
  const gauges: Gauge[] = [...processGauges()];
  const temporalAddress = `127.0.0.1:${await freePort()}`;
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    void temporalMetrics(temporalAddress).then((temporal) => {
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
      response.end(metricsText(gauges) + temporal);
    });
  });
  server.listen(options.port, options.host);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return {
    add: (gauge) => void gauges.push(gauge),
    temporalAddress,
    url: `http://${options.host}:${port}/metrics`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** A service's part in the metrics of its process. */
export interface ProcessMetrics {
  readonly add: (gauge: Gauge) => void;
  /** Give it to `connectTemporal`; undefined when nobody asks for metrics. */
  readonly temporalAddress: string | undefined;
  /** The last service of the process to let go closes the endpoint. */
  readonly release: () => Promise<void>;
}

let shared: { readonly metrics: Promise<Metrics>; users: number } | undefined;

/**
 * The metrics of the process, started by the first service of it that asks; without a port there are none.
 * @throws Error when the port is taken
 */
export async function processMetrics(options: {
  readonly host: string;
  readonly metricsPort: number | undefined;
  readonly log: Logger;
}): Promise<ProcessMetrics> {
  const { host, metricsPort: port, log } = options;
  if (port === undefined) return { add: () => undefined, temporalAddress: undefined, release: async () => undefined };
  if (shared === undefined) {
    const metrics = startMetrics({ host, port });
    shared = { metrics, users: 0 };
    void metrics.then(({ url }) => log.info({ url }, 'Metrics are offered')).catch(() => undefined);
  }
  const mine = shared;
  mine.users += 1;
  const { add, temporalAddress, stop } = await mine.metrics;
  return {
    add,
    temporalAddress,
    async release() {
      mine.users -= 1;
      if (mine.users > 0) return;
      shared = undefined;
      await stop();
    },
  };
}

/** The age of what a relay has still to send, as a gauge; reads infinite before it was measured. */
export function relayGauge(service: string, sink: string, relay: { oldestUnsentAgeMs: () => number }): Gauge {
  return {
    name: 'callout_outbox_oldest_unsent_seconds',
    help: 'Age of the oldest row of an outbox that was not sent',
    labels: { service, sink },
    read: () => relay.oldestUnsentAgeMs() / 1000,
  };
}

/** The text form of gauges; those of one name stand together, as Prometheus wants it. */
export function metricsText(gauges: readonly Gauge[]): string {
  const byName = Map.groupBy(gauges, (gauge) => gauge.name);
  const blocks = [...byName.values()].map((same) => {
    const lines = same.map((gauge) => `${gauge.name}${labelsText(gauge.labels ?? {})} ${valueText(gauge.read())}`);
    return [`# HELP ${same[0]?.name} ${same[0]?.help}`, `# TYPE ${same[0]?.name} gauge`, ...lines].join('\n');
  });
  return `${blocks.join('\n')}\n`;
}

function valueText(value: number): string {
  return value === Number.POSITIVE_INFINITY ? '+Inf' : String(value);
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function processGauges(): Gauge[] {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const startedAt = Date.now() / 1000 - process.uptime();
  return [
    { name: 'process_start_time_seconds', help: 'When the process began, since 1970', read: () => startedAt },
    { name: 'process_resident_memory_bytes', help: 'Resident memory', read: () => process.memoryUsage.rss() },
    { name: 'process_cpu_seconds', help: 'CPU time since the process began', read: cpuSeconds },
    { name: 'nodejs_heap_used_bytes', help: 'Used heap', read: () => process.memoryUsage().heapUsed },
    {
      name: 'nodejs_eventloop_delay_p99_seconds',
      help: '99th percentile of the event loop delay since it was last asked',
      read: () => {
        const seconds = delay.percentile(99) / 1e9;
        delay.reset();
        return seconds;
      },
    },
  ];
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** What the Temporal runtime offers; nothing while there is no runtime. */
async function temporalMetrics(address: string): Promise<string> {
  try {
    const response = await fetch(`http://${address}/metrics`, { signal: AbortSignal.timeout(1_000) });
    return response.ok ? await response.text() : '';
  } catch {
    return '';
  }
}

async function freePort(): Promise<number> {
  const probe = createTcpServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('No free port');
  return address.port;
}
