/** What steers a terminal, hides or reorders text, or cannot be encoded: controls, separators, bidirectional marks, lone surrogates. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;

/** How a line of a log starts or holds a command for a CI server: GitHub Actions, Azure Pipelines, TeamCity. */
const COMMAND = /^(\s*):(?=:)|#(?=#[a-z]*\[)/giu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Text that comes from a system, a scenario or a file as one line for a terminal, a log or a document. Control characters
 * are shown as escapes, `\u001b`; what a CI server would take for a command is shown as text.
 */
export function toPrintableLine(text: string): string {
  return text
    .replaceAll(UNPRINTABLE, (character) => SHORT[character] ?? escapeCharacter(character))
    .replaceAll(COMMAND, (found, space: string | undefined) => `${space ?? ''}${escapeCharacter(found.trimStart())}`);
}

/** The same for text of more than one line. Tabs stay. */
export function toPrintableText(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => line.split('\t').map(toPrintableLine).join('\t'))
    .join('\n');
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
