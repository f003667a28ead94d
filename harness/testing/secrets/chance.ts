const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';

/** Values at random that a seed repeats (mulberry32). */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** An integer below the bound. */
  below(bound: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0];
  }

  text(length: number, alphabet: string): string {
    return Array.from({ length }, () => alphabet[this.below(alphabet.length)]).join('');
  }

  alnum(length: number): string {
    return this.text(length, LOWER + UPPER + DIGITS);
  }

  lower(length: number): string {
    return this.text(length, LOWER + DIGITS);
  }

  upper(length: number): string {
    return this.text(length, UPPER + DIGITS);
  }

  letters(length: number): string {
    return this.text(length, LOWER + UPPER);
  }

  digits(length: number): string {
    return `${1 + this.below(9)}${this.text(length - 1, DIGITS)}`;
  }

  hex(length: number): string {
    return this.text(length, '0123456789abcdef');
  }

  /** Base64url without its two signs at the ends, where a key does not have them. */
  word(length: number): string {
    return `${this.alnum(1)}${this.text(length - 2, `${LOWER}${UPPER}${DIGITS}_-`)}${this.alnum(1)}`;
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.below(256)));
  }

  uuid(): string {
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-a${this.hex(3)}-${this.hex(12)}`;
  }
}
