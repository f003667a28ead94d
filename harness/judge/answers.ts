import { type LlmCall, modelOf } from '../evidence/llm-call.ts';
import { literally } from './literally.ts';

/**
 * Shorter answers could occur in a text by chance, so they are only replaced where they are the whole text.
 */
const SHORTEST_QUOTE = 16;

interface Answer {
  readonly text: string;
  readonly symbol: string;
}

/**
 * Replaces what the models answered by who answered it: `<answer:openai/gpt-4o-mini#2>` is the second answer of that
 * model in this scenario. The words of a live model and of a double differ, but where they end up must not.
 */
export class Answers {
  readonly #answers: readonly Answer[];

  constructor(calls: readonly LlmCall[]) {
    const counts = new Map<string, number>();
    const answers: Answer[] = [];
    for (const call of calls) {
      const model = modelOf(call);
      const ordinal = (counts.get(model) ?? 0) + 1;
      counts.set(model, ordinal);
      if (call.outcome.status === 'answered' && call.outcome.text !== '') {
        answers.push({ text: literally(call.outcome.text), symbol: `<answer:${model}#${ordinal}>` });
      }
    }
    // The longest first: a revision may contain the draft that it revises.
    this.#answers = answers.toSorted((a, b) => b.text.length - a.text.length);
  }

  /** Every symbol with the answer that it stands for. */
  named(): (readonly [symbol: string, text: string])[] {
    return this.#answers.map(({ symbol, text }) => [symbol, text]);
  }

  /** @param text what `literally` gives */
  replaceIn(text: string): string {
    const whole = this.#answers.find((answer) => answer.text === text);
    if (whole !== undefined) {
      return whole.symbol;
    }

    const quoted = this.#answers.filter((answer) => answer.text.length >= SHORTEST_QUOTE);
    return quoted.reduce((rest, answer) => rest.replaceAll(answer.text, answer.symbol), text);
  }
}
