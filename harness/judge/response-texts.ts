import { escapeSymbols } from '../channels/escape-symbols.ts';
import { compareText } from '../channels/shared-order.ts';
import { getModelName, type LlmCall } from '../evidence/llm-call.ts';

/**
 * Shorter texts could occur in another by chance, so they are only replaced where they are the whole text.
 */
const SHORTEST_QUOTE = 16;

interface ResponseText {
  readonly text: string;
  readonly symbol: string;
}

/**
 * Replaces what the models said by who said it: `<answer:openai/gpt-4o-mini#2>` is the second response of that model in
 * this scenario. The words of a live model and of a double differ, but where they end up must not.
 */
export class ResponseTexts {
  readonly #texts: readonly ResponseText[];

  constructor(calls: readonly LlmCall[]) {
    const counts = new Map<string, number>();
    const texts: ResponseText[] = [];
    for (const call of calls) {
      const model = getModelName(call);
      const ordinal = (counts.get(model) ?? 0) + 1;
      counts.set(model, ordinal);
      if (call.outcome.status === 'answered' && call.outcome.text !== '') {
        texts.push({ text: escapeSymbols(call.outcome.text), symbol: `<answer:${model}#${ordinal}>` });
      }
    }
    // The longest first: a revision may contain the draft that it revises. Of equal ones the first by name, since models that
    // are asked in parallel may be asked in any order.
    this.#texts = texts.toSorted((a, b) => b.text.length - a.text.length || compareText(a.symbol, b.symbol));
  }

  /** Every symbol with the text that it stands for. */
  listSymbols(): (readonly [symbol: string, text: string])[] {
    return this.#texts.map(({ symbol, text }) => [symbol, text]);
  }

  /** @param text what `escapeSymbols` gives */
  replaceIn(text: string): string {
    const whole = this.#texts.find((one) => one.text === text);
    if (whole !== undefined) {
      return whole.symbol;
    }

    const quoted = this.#texts.filter((one) => one.text.length >= SHORTEST_QUOTE);
    return quoted.reduce((rest, one) => rest.replaceAll(one.text, one.symbol), text);
  }
}
