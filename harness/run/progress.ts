import type { WriteStream } from 'node:tty';
import { styleText } from 'node:util';

/** Where a command tells a person how far it is. Standard output is left to the result. */
export interface Progress {
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
  readonly total: number;
}

type Style = 'green' | 'red' | 'yellow' | 'dim' | 'bold';

/** Paints on a terminal that wants colour (https://no-color.org), and nowhere else. */
export function painter(stream: Pick<WriteStream, 'isTTY'>, env: Readonly<Record<string, string | undefined>>) {
  const isColourful = stream.isTTY === true && !env['NO_COLOR'];
  return (style: Style, text: string): string =>
    isColourful ? styleText(style, text, { validateStream: false }) : text;
}

/** Plain lines, the same on a terminal and in a log. */
export function lineProgress(stream: WriteStream, env: Readonly<Record<string, string | undefined>>): Progress {
  const paint = painter(stream, env);
  const marks = { passed: paint('green', '✓'), failed: paint('red', '✗'), skipped: paint('yellow', '-') };
  const write = (line: string) => stream.write(`${line}\n`);
  return {
    note: (line) => write(paint('dim', line)),
    scenario: ({ target, title, state, durationMs, done, total }) => {
      const counter = paint('dim', `${String(done).padStart(String(total).length)}/${total}`);
      write(`${counter} ${marks[state]} ${target.padEnd(5)} ${title} ${paint('dim', `${durationMs} ms`)}`);
    },
    output: (text) => write(paint('dim', text.trimEnd())),
  };
}

/** Says nothing. */
export const silentProgress: Progress = { note: () => {}, scenario: () => {}, output: () => {} };
