import { dirname, isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** All of the harness. */
const HARNESS = dirname(dirname(import.meta.dirname));

/** The folders whose frames are never where a user made a mistake. */
const OWN_FOLDERS = [dirname(import.meta.dirname), import.meta.dirname];

/** Where user code stands in a stack, as `file:line` relative to the project; undefined where only ours is there. */
export function findUserFrame(stack: string | undefined, root: string): string | undefined {
  const frames = (stack ?? '').split('\n').flatMap((line) => parseFrame(line) ?? []);
  const found = frames.find(({ file }) => !isOurs(file));
  if (found === undefined) {
    return undefined;
  }
  const path = relative(root, found.file);
  return `${path.startsWith('..') ? found.file : path.split(sep).join('/')}:${found.line}`;
}

/** The line of user code that called the function which calls this one. */
export function captureCallSite(root: string): string | undefined {
  return findUserFrame(new Error('here').stack, root);
}

/** What an error says, and where in user code it was thrown: `no such table (parity/real.ts:12)`. */
export function describeUserError(error: unknown, root: string): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const message = error instanceof AggregateError && error.message === '' ? describeAll(error, root) : error.message;
  const place = findUserFrame(error.stack, root);
  return place === undefined ? message : `${message} (${place})`;
}

function describeAll({ errors }: AggregateError, root: string): string {
  return errors.map((error) => describeUserError(error, root)).join('; ');
}

/** Whether an error comes out of a file of the project, or out of a package that one has called. */
export function isThrownByProject(stack: string | undefined): boolean {
  const frames = (stack ?? '').split('\n').flatMap((line) => parseFrame(line) ?? []);
  const first = frames.find(({ file }) => isOfHarness(file) || !isOfPackage(file));
  return first !== undefined && !isOfHarness(first.file);
}

interface Frame {
  readonly file: string;
  readonly line: number;
}

/** `    at name (file:///work/a.ts:12:3)`, or the same without a name. */
function parseFrame(line: string): Frame | undefined {
  const [, place, number] = /^\s+at (?:async )?(?:.*\()?((?:file:\/\/)?\/?[^()]+?):(\d+):\d+\)?$/.exec(line) ?? [];
  if (place === undefined) {
    return undefined;
  }
  const file = withoutQuery(place.startsWith('file://') ? fileURLToPath(withoutQuery(place)) : place);
  return isAbsolute(file) ? { file, line: Number(number) } : undefined;
}

/** Versions of a module are told apart by a query. */
function withoutQuery(path: string): string {
  return path.split('?', 1)[0] ?? path;
}

function isOurs(file: string): boolean {
  return (
    isOfPackage(file) || (OWN_FOLDERS.some((folder) => file.startsWith(folder + sep)) && !/\.test\.ts$/.test(file))
  );
}

function isOfPackage(file: string): boolean {
  return file.split(sep).includes('node_modules');
}

function isOfHarness(file: string): boolean {
  return file.startsWith(HARNESS + sep);
}
