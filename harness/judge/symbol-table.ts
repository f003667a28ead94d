export interface SymbolNamer {
  symbol(type: string, value: string): string;
}

/**
 * Names the values of a transcript by their type and the order of their first appearance: `<uuid.v4#1>`. Equal values
 * share a name and different ones never do, so a swapped, constant or re-minted identifier changes the canonical text.
 */
export class SymbolTable implements SymbolNamer {
  readonly #ordinals = new Map<string, Map<string, number>>();

  symbol(type: string, value: string): string {
    const known = this.#ordinals.get(type) ?? new Map<string, number>();
    this.#ordinals.set(type, known);
    const ordinal = known.get(value) ?? known.size + 1;
    known.set(value, ordinal);
    return `<${type}#${ordinal}>`;
  }

  /** Every name so far with the value that it stands for. */
  listSymbols(): (readonly [name: string, value: string])[] {
    return [...this.#ordinals].flatMap(([type, ordinals]) =>
      [...ordinals].map(([value, ordinal]) => [`<${type}#${ordinal}>`, value] as const),
    );
  }

  /** Names the values seen so far and leaves new ones without a number: for deciding an order before numbers are given. */
  peek(): SymbolNamer {
    return { symbol: (type, value) => `<${type}#${this.#ordinals.get(type)?.get(value) ?? ''}>` };
  }
}

/** A numbered symbol inside a canonical text. Group 1 is its type, group 2 its number. */
export const SYMBOL = /<([a-z][\w.:/-]*)#(\d+)>/g;
