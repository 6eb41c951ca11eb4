/**
 * `node deploy/local/bootstrap.mjs <command> [arguments]`: installs what is missing, then runs the command on the Node that npm installed.
 * Plain JavaScript for Node 18 and newer, without dependencies, because it runs before anything is installed.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What each npm script runs. */
const commands = {
  start: 'deploy/local/start.ts',
  test: 'deploy/local/test.ts',
  check: 'deploy/local/check.ts',
  generate: 'deploy/generate/generate.ts',
  migrate: 'deploy/commands/migrate.ts',
  replay: 'deploy/commands/replay.ts',
  reconcile: 'deploy/commands/reconcile.ts',
  republish: 'deploy/commands/republish.ts',
  'demo:pull-the-plug': 'deploy/commands/demo-pull-the-plug.ts',
  'demo:remove': 'deploy/commands/demo-remove.ts',
  'rebuild-read-models': 'deploy/commands/rebuild-read-models.ts',
  bench: 'deploy/local/bench/bench.ts',
  accept: 'tests/accept/accept.ts',
};

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..', '..');
const modules = join(root, 'node_modules');
const node = join(modules, '.bin', 'node');
const oldestNode = 18;
const wantedNode = 24;
const tickMs = 10_000;
const parentCheckMs = 1_000;

const [name = '', ...args] = process.argv.slice(2);
const script = commands[name];
if (script === undefined) fail(`Callout has no command "${name}". There are: ${Object.keys(commands).join(', ')}.`, 2);
if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  fail(`Callout needs Node ${oldestNode} or newer to install itself; this is ${process.version}.`);
}
await installPackages();
if (!existsSync(join(root, script))) fail(`${script} does not exist.`);
runCommand(join(root, script));

/** Installs the packages of the lock file when they are missing or others than it says. */
async function installPackages() {
  if (isInstalled()) return;
  const lock = join(root, '.callout-install.lock');
  await waitFor(lock);
  try {
    if (!isInstalled()) await runNpm();
  } finally {
    rmSync(lock, { force: true });
  }
  if (!existsSync(node)) {
    fail(
      'npm left out the install script of the package "node". Run: npm rebuild node, with install scripts allowed (npm config get ignore-scripts).',
    );
  }
}

/** npm records in node_modules what it installed: true when that is what the lock file says. */
function isInstalled() {
  if (!existsSync(node)) return false;
  try {
    const wanted = packagesIn(join(root, 'package-lock.json'));
    const present = packagesIn(join(modules, '.package-lock.json'));
    return Object.entries(wanted).every(([path, entry]) => {
      if (path === '') return true;
      const found = present[path];
      return found === undefined
        ? Boolean(entry.optional || entry.devOptional || entry.peer)
        : found.version === entry.version;
    });
  } catch {
    return false;
  }
}

function packagesIn(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** A whole installation is made by npm ci; one that is there is only brought to the lock file, without taking modules from what runs on it. */
function runNpm() {
  const isNew = !existsSync(join(modules, '.package-lock.json'));
  const what = isNew ? 'Installing the npm packages (once, about a minute)' : 'Updating the npm packages';
  const startedAt = Date.now();
  const seconds = () => ((Date.now() - startedAt) / 1000).toFixed(0);
  say(`${what} ...`);
  const tick = setInterval(() => say(`${what} ... ${seconds()} s`), tickMs);
  const npm = process.env.npm_execpath;
  const [program, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const options = ['--no-audit', '--no-fund', '--loglevel=error'];
  const child = spawn(program, [...first, isNew ? 'ci' : 'install', ...options], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  return new Promise((resolve) => {
    child.once('error', (error) => fail(`npm cannot be started: ${error.message}`));
    child.once('exit', (code) => {
      clearInterval(tick);
      if (code !== 0) fail(`npm could not install the packages (exit code ${code}); what it said stands above.`);
      say(`${what}: done in ${seconds()} s`);
      resolve(undefined);
    });
  });
}

/** Waits while another start installs. */
async function waitFor(lock) {
  for (let told = false; ; told = true) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch {
      // Empty while its holder is between making the file and writing its pid.
      const holder = readIfThere(lock);
      if (holder !== '' && !isAlive(Number(holder))) rmSync(lock, { force: true });
      else if (!told) say('Another start is installing the npm packages; waiting for it.');
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Runs the command as a child that hears of our end, passes signals on, and ends as it does. */
function runCommand(file) {
  const env = {
    // What Node makes of a file is kept: a process of the product is up with two thirds of the work.
    NODE_COMPILE_CACHE: join(modules, '.cache', 'node'),
    ...process.env,
    PATH: `${join(modules, '.bin')}:${process.env.PATH ?? ''}`,
  };
  const program =
    process.versions.node.startsWith(`${wantedNode}.`) && process.execPath.startsWith(modules)
      ? process.execPath
      : node;
  const child = spawn(program, [file, ...args], {
    cwd: process.cwd(),
    env,
    // The channel tells a supervisor that nobody could stop it by Ctrl-C any more.
    stdio: ['inherit', 'inherit', 'inherit', ...(name === 'start' ? ['ipc'] : [])],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  stopWithParent(child);
  child.once('error', (error) => fail(`${node} cannot be started: ${error.message}`));
  child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

/** npm, with or without a shell in between, cannot pass on that it was killed by SIGKILL. */
function stopWithParent(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const grandparent = parentOf(parent);
  const check = setInterval(() => {
    if (process.ppid === parent && parentOf(parent) === grandparent) return;
    clearInterval(check);
    child.kill('SIGTERM');
  }, parentCheckMs).unref();
}

/** The parent of a process where /proc tells it. */
function parentOf(pid) {
  const stat = readIfThere(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function fail(line, code = 1) {
  say(line);
  process.exit(code);
}
