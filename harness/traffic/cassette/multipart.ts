/** A part of a form (RFC 7578), its headers by lower-case name. */
export interface FormPart {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** The boundary of a body that begins and ends as a form does; null for any other. */
function findBoundary(text: string): string | null {
  const boundary = /^--([^\r\n]{1,70})\r\n/.exec(text)?.[1];
  return boundary !== undefined && text.trimEnd().endsWith(`--${boundary}--`) ? boundary : null;
}

/** The same form with a boundary that is always the same: clients make it up. null for a body that is no form. */
export function fixBoundary(body: Uint8Array): Uint8Array | null {
  if (body[0] !== 0x2d || body[1] !== 0x2d) {
    return null;
  }
  const text = Buffer.from(body).toString('latin1');
  const boundary = findBoundary(text);
  return boundary === null ? null : Buffer.from(text.replaceAll(`--${boundary}`, '--boundary'), 'latin1');
}

/** The parts of a form, or null for a body that is none. */
export function readForm(body: Uint8Array): readonly FormPart[] | null {
  const text = Buffer.from(body).toString('latin1');
  const boundary = findBoundary(text);
  if (boundary === null) {
    return null;
  }
  const pieces = `\r\n${text}`.split(`\r\n--${boundary}`).slice(1, -1);
  return pieces.map((piece) => {
    const end = piece.indexOf('\r\n\r\n');
    const lines = piece
      .slice(0, end)
      .split('\r\n')
      .filter((line) => line !== '');
    const headers = lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    });
    return { headers: Object.fromEntries(headers), body: Buffer.from(piece.slice(end + 4), 'latin1') };
  });
}
