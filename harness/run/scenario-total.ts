import { readFileSync } from 'node:fs';

/** How a scenario begins in its file: at the start of a line, since a mention in a comment or a text is none. */
const DECLARATION = /^\s*scenario(?:\.\w+)*\(/gm;

interface ScenarioFile {
  readonly target: string;
  readonly path: string;
}

/**
 * How many scenarios a run will show. Files are collected while others already run, so a file counts by the scenarios that
 * its text declares until its own number is known.
 */
export class ScenarioTotal {
  readonly #counts = new Map<string, number>();
  readonly #waiting = new Set<string>();
  readonly #isSelection: boolean;

  /** @param isSelection whether only some scenarios of a file are run: then its text says nothing */
  constructor(isSelection: boolean) {
    this.#isSelection = isSelection;
  }

  /** Before the run: all its files. */
  expectFiles(files: readonly ScenarioFile[]): void {
    const declared = new Map<string, number>();
    for (const { target, path } of files) {
      const count = declared.get(path) ?? countDeclarations(path);
      declared.set(path, count);
      this.#counts.set(keyFor(target, path), count);
      this.#waiting.add(keyFor(target, path));
    }
  }

  /** A file has been collected on a target and has so many. */
  collected({ target, path }: ScenarioFile, count: number): void {
    this.#counts.set(keyFor(target, path), count);
    this.#waiting.delete(keyFor(target, path));
  }

  /** Undefined as long as nothing can be said. */
  get value(): number | undefined {
    if (this.#isSelection && this.#waiting.size > 0) {
      return undefined;
    }
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }
}

function countDeclarations(path: string): number {
  try {
    return readFileSync(path, 'utf8').match(DECLARATION)?.length ?? 0;
  } catch {
    return 0; // the run says what is wrong with the file
  }
}

function keyFor(target: string, path: string): string {
  return `${target}\n${path}`;
}
