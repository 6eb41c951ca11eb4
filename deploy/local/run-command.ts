/** Runs a short command and returns what it printed. */
import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
  /** After so many milliseconds it is killed, and counts as failed. */
  readonly timeoutMs?: number;
  /** Told each line of either stream as it comes. */
  readonly onLine?: (line: string) => void;
}

/**
 * Runs a command to its end.
 * @returns what it printed on standard output
 * @throws Error with the last lines that it printed, when it cannot start or does not exit with 0
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const { onLine, timeoutMs, ...rest } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...rest,
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // A step that is interrupted leaves no process behind.
    const end = () => child.kill('SIGKILL');
    process.once('exit', end);
    child.once('close', () => process.removeListener('exit', end));
    let output = '';
    let everything = '';
    const take = (text: string) => {
      everything = (everything + text).slice(-8_000);
      for (const line of text.split('\n').filter((part) => part.trim() !== '')) onLine?.(line.trim());
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      take(text);
    });
    child.stderr.setEncoding('utf8').on('data', take);
    child.once('error', (error) => reject(new Error(`${command} cannot be started: ${error.message}`)));
    child.once('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command} ended with ${signal ?? code}:\n${everything.trim()}`));
    });
  });
}

/** The full path of a program on PATH, or undefined. */
export function onPath(program: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  return (env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, program))
    .find(isExecutable);
}

/** True for a file that this process may execute. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
