import type { WriteStream } from 'node:tty';
import { styleText } from 'node:util';

export type Style = 'green' | 'red' | 'yellow' | 'dim' | 'bold';

/** Colours a text. */
export type Paint = (style: Style, text: string) => string;

/** Paints on a terminal that wants colour (https://no-color.org), and nowhere else. */
export function createPainter(
  stream: Pick<WriteStream, 'isTTY'>,
  env: Readonly<Record<string, string | undefined>>,
): Paint {
  const isColourful = stream.isTTY === true && !env['NO_COLOR'];
  return (style, text) => (isColourful ? styleText(style, text, { validateStream: false }) : text);
}
