import { LlmError, type ProviderName, type TextListener } from '../../ports/llm-provider.ts';

const HALF_A_PAIR = /[\uD800-\uDBFF]$/;

/**
 * Puts the pieces of a streamed answer together. What is passed on is what `checkedAnswer` lets through: well-formed text
 * without U+0000, however the provider cut it.
 */
export class StreamedText {
  readonly #onText: TextListener;
  #text = '';
  /** The first half of a character whose second half is in the next piece. */
  #held = '';

  constructor(onText: TextListener) {
    this.#onText = onText;
  }

  push(piece: string): void {
    const joined = this.#held + piece;
    this.#held = HALF_A_PAIR.exec(joined)?.[0] ?? '';
    this.#pass(joined.slice(0, joined.length - this.#held.length));
  }

  /** The whole text. */
  end(): string {
    this.#pass(this.#held);
    this.#held = '';
    return this.#text;
  }

  #pass(piece: string): void {
    const clean = piece.toWellFormed().replaceAll('\0', '');
    if (clean !== '') {
      this.#text += clean;
      this.#onText(clean);
    }
  }
}

/** A stream ended before the provider said that the answer was whole. */
export function brokenOff(provider: ProviderName): LlmError {
  return new LlmError('network', { provider });
}
