import type { WriteStream } from 'node:tty';
import { createPainter } from '../base/painter.ts';
import { toPrintableLine, toPrintableText } from '../base/printable.ts';

/** Where a command tells a person how far it is. Standard output is left to the result. */
export interface Progress {
  /** One scenario begins on one target. */
  started(event: Pick<ScenarioEvent, 'target' | 'title'>): void;
  /** Something that takes a while has begun or ended. */
  note(line: string): void;
  /** One scenario ended on one target. */
  scenario(event: ScenarioEvent): void;
  /** What the server or a scenario printed while it ran. */
  output(text: string): void;
}

export interface ScenarioEvent {
  readonly target: string;
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly durationMs: number;
  readonly done: number;
  /** Undefined where it is not known yet. */
  readonly total: number | undefined;
}

export interface ProgressOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds that only go up. */
  readonly nowMs?: () => number;
}

/**
 * Lines of what has ended, with how long the rest will take. On a terminal a line below them says what runs; a log has
 * none, and no escape sequence.
 */
export function lineProgress(stream: WriteStream, { env, nowMs = () => performance.now() }: ProgressOptions): Progress {
  const paint = createPainter(stream, env);
  const marks = { passed: paint('green', '✓'), failed: paint('red', '✗'), skipped: paint('yellow', '-') };
  const status = stream.isTTY === true ? new StatusLine(stream) : undefined;
  let firstMs: number | undefined;
  const running = new Map<string, string>();
  const write = (line: string) => {
    status?.hide();
    stream.write(`${line}\n`);
    status?.show();
  };
  let rest = '';
  const tell = () => {
    const [first] = running.values();
    const more = running.size > 1 ? ` and ${running.size - 1} more` : '';
    status?.set(first === undefined ? '' : [`${first}${more}`, rest].filter((part) => part !== '').join(' · '));
  };
  return {
    note: (line) => write(paint('dim', toPrintableText(line))),
    started: ({ target, title }) => {
      firstMs ??= nowMs();
      running.set(`${target}\n${title}`, toPrintableLine(`${target} ${title}`));
      tell();
    },
    scenario: ({ target, title, state, durationMs, done, total }) => {
      running.delete(`${target}\n${title}`);
      const elapsedMs = nowMs() - (firstMs ?? nowMs());
      rest = total === undefined ? '' : describeRest({ elapsedMs, done, total, running: running.size });
      const counter = paint(
        'dim',
        total === undefined ? String(done) : `${String(done).padStart(String(total).length)}/${total}`,
      );
      const left = status === undefined && rest !== '' ? `, ${rest}` : '';
      write(
        `${counter} ${marks[state]} ${toPrintableLine(target).padEnd(5)} ${toPrintableLine(title)} ${paint('dim', `${durationMs} ms${left}`)}`,
      );
      tell();
    },
    output: (text) => write(paint('dim', text.trimEnd())),
  };
}

interface Course {
  /** Since the first scenario began. */
  readonly elapsedMs: number;
  readonly done: number;
  readonly total: number;
  readonly running: number;
}

/**
 * How long the rest will take at the pace so far, once enough has ended to know. The last scenarios are often the slowest:
 * when none is left to begin, their number is all that is known.
 */
function describeRest({ elapsedMs, done, total, running }: Course): string {
  const left = total - done;
  if (done < 5 || left <= 0) {
    return '';
  }
  if (left <= running) {
    return `${left} still running`;
  }
  const leftS = ((elapsedMs / done) * left) / 1_000;
  return leftS < 90 ? `about ${Math.ceil(leftS)} s left` : `about ${Math.ceil(leftS / 60)} min left`;
}

/** A last line that is written again and again (ECMA-48, section 8.3.41: erase in line). */
class StatusLine {
  readonly #stream: WriteStream;
  #text = '';

  constructor(stream: WriteStream) {
    this.#stream = stream;
  }

  set(text: string): void {
    this.hide();
    this.#text = text;
    this.show();
  }

  hide(): void {
    if (this.#text !== '') {
      this.#stream.write('\r\u001b[K');
    }
  }

  show(): void {
    // a line that wraps could not be taken back
    if (this.#text !== '') {
      this.#stream.write(this.#text.slice(0, Math.max(20, (this.#stream.columns ?? 80) - 1)));
    }
  }
}

/** Says nothing. */
export const silentProgress: Progress = { started: () => {}, note: () => {}, scenario: () => {}, output: () => {} };
