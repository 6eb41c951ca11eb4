/** Which port is whose: every port is counted from the gateway's. */
import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryLock } from './cache.ts';

/** Distance of each port from the gateway's. */
export const portOffsets = {
  gateway: 0,
  orders: 1,
  dispatch: 2,
  inventory: 3,
  invoicing: 4,
  reporting: 5,
  productMetrics: 6,
  mail: 7,
  mailPage: 8,
  postgres: 10,
  kafka: 11,
  kafkaController: 12,
  temporal: 13,
  temporalUi: 14,
  metrics: 15,
} as const;

export type PortRole = keyof typeof portOffsets;
export type Ports = Readonly<Record<PortRole, number>>;

export const portRoles: readonly PortRole[] = [
  'gateway',
  'orders',
  'dispatch',
  'inventory',
  'invoicing',
  'reporting',
  'productMetrics',
  'mail',
  'mailPage',
  'postgres',
  'kafka',
  'kafkaController',
  'temporal',
  'temporalUi',
  'metrics',
];

export const defaultPort = 8080;
const highestOffset = 15;
const blockSize = 16;
// Below 32768, where systems begin to give ports to outgoing connections: such a port could be taken between choosing and listening.
const firstFree = 20_000;
const lastFree = 32_000;

/** All ports of an installation whose gateway listens on `gateway`. */
export function portsFrom(gateway: number): Ports {
  const at = (role: PortRole) => gateway + portOffsets[role];
  return {
    gateway,
    orders: at('orders'),
    dispatch: at('dispatch'),
    inventory: at('inventory'),
    invoicing: at('invoicing'),
    reporting: at('reporting'),
    productMetrics: at('productMetrics'),
    mail: at('mail'),
    mailPage: at('mailPage'),
    postgres: at('postgres'),
    kafka: at('kafka'),
    kafkaController: at('kafkaController'),
    temporal: at('temporal'),
    temporalUi: at('temporalUi'),
    metrics: at('metrics'),
  };
}

/** Reads a gateway port; undefined unless it and all ports counted from it are ports. */
export function parsePort(text: string): number | undefined {
  const port = Number(text);
  return Number.isInteger(port) && port >= 1 && port + highestOffset <= 65_535 ? port : undefined;
}

/** Those of `roles` whose port something listens on already. */
export async function takenPorts(ports: Ports, roles: readonly PortRole[]): Promise<readonly PortRole[]> {
  const free = await Promise.all(roles.map((role) => isFree(ports[role])));
  return roles.filter((_, index) => free[index] === false);
}

/** Says which ports are taken, whose they would be, and what to change. */
export async function explainTakenPorts(ports: Ports, taken: readonly PortRole[]): Promise<string> {
  const lines = taken.map((role) => `  port ${ports[role]} is taken: ${role} would listen on it`);
  const other = await nextFreeBlock(ports.gateway + 100);
  return [
    'Callout cannot start, because something else listens on its ports:',
    ...lines,
    "Every port is counted from the gateway's. Start on others with",
    `  npm start -- --port ${other}      (or CALLOUT_PORT=${other} npm start)`,
    'or end the program that holds them.',
  ].join('\n');
}

export interface ReservedPorts {
  readonly ports: Ports;
  /** Gives the block back. */
  readonly release: () => void;
}

/**
 * A block of free ports that no other stack on this machine is given until it is released or this process has died.
 * @throws Error when none is free
 */
export async function reserveFreePorts(): Promise<ReservedPorts> {
  const folder = join(tmpdir(), 'callout-ports');
  mkdirSync(folder, { recursive: true, mode: 0o1777 });
  const blocks = Math.floor((lastFree - firstFree) / blockSize);
  const start = Math.floor(Math.random() * blocks);
  for (let step = 0; step < blocks; step += 1) {
    const gateway = firstFree + ((start + step) % blocks) * blockSize;
    const lock = join(folder, String(gateway));
    if (!tryLock(lock)) continue;
    const ports = portsFrom(gateway);
    const release = () => rmSync(lock, { force: true });
    if ((await takenPorts(ports, portRoles)).length === 0) return { ports, release };
    release();
  }
  throw new Error(`No ${blockSize} ports in a row are free between ${firstFree} and ${lastFree}.`);
}

async function nextFreeBlock(from: number): Promise<number> {
  for (let gateway = from; gateway + highestOffset <= 65_535; gateway += 100) {
    if ((await takenPorts(portsFrom(gateway), portRoles)).length === 0) return gateway;
  }
  return from;
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
