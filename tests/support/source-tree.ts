/** The project's own source files and what each imports, for tests about the shape of the tree. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..', '..');

export interface SourceFile {
  /** From the root, with slashes. */
  readonly path: string;
  /** The top-level folder. */
  readonly folder: string;
  readonly text: string;
  readonly imports: readonly SourceImport[];
}

export interface SourceImport {
  readonly specifier: string;
  /** The whole statement is for types: nothing of it is left at run time. */
  readonly isType: boolean;
  /** It names again what another file exports. */
  readonly isReexport: boolean;
}

const statement = /(?:^|\n)(import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\sfrom\s+)?'([^'\n]+)'/g;
const dynamic = /\bimport\(\s*'([^'\n]+)'\s*\)/g;

/** All TypeScript and JavaScript files of the given top-level folders. */
export function sourceFiles(folders: readonly string[]): readonly SourceFile[] {
  return folders.flatMap((folder) =>
    filesUnder(folder)
      .filter((file) => /\.(ts|tsx|mjs)$/.test(file))
      .map((file) => sourceFile(folder, file)),
  );
}

/** Paths from the root of all files under a folder, sorted; none when there is no such folder. */
export function filesUnder(folder: string): readonly string[] {
  const place = path.join(root, folder);
  if (!existsSync(place)) return [];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .toSorted();
}

/** Names of the folders right under a folder, sorted; none when there is no such folder. */
export function foldersIn(folder: string): readonly string[] {
  return entriesIn(folder, true);
}

/** Names of the TypeScript files right under a folder, without their endings; none when there is no such folder. */
export function modulesIn(folder: string): readonly string[] {
  return entriesIn(folder, false)
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.gen.ts'))
    .map((name) => name.replace(/\.tsx?$/, ''));
}

/** The text of a file of the project. @throws Error when there is none */
export function textOf(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** The path from the root that a relative specifier leads to. */
export function resolved(file: SourceFile, specifier: string): string {
  return path.posix.join(path.posix.dirname(file.path), specifier);
}

function entriesIn(folder: string, areFolders: boolean): readonly string[] {
  const place = path.join(root, folder);
  if (!existsSync(place)) return [];
  return readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() === areFolders)
    .map((entry) => entry.name)
    .toSorted();
}

function sourceFile(folder: string, file: string): SourceFile {
  const text = textOf(file);
  return { path: file, folder, text, imports: importsOf(text) };
}

function importsOf(text: string): readonly SourceImport[] {
  const statements = [...text.matchAll(statement)].map(([, keyword, type, specifier = '']) => ({
    specifier,
    isType: type !== undefined,
    isReexport: keyword === 'export',
  }));
  const loaded = [...text.matchAll(dynamic)].map(([, specifier = '']) => ({
    specifier,
    isType: false,
    isReexport: false,
  }));
  return [...statements, ...loaded];
}
