/** A form of text that a system makes up anew in every run. */
export interface Format {
  readonly name: string;
  /** Undefined for a text that is not wholly of this format. */
  recognise(text: string): Recognised | undefined;
}

/**
 * What two runs must agree on. Of an identifier: its form, and which values are the same one. Of a moment: its form, and where
 * it lies.
 */
export type Recognised =
  | { readonly kind: 'identifier'; readonly form: string; readonly identity: string }
  | { readonly kind: 'moment'; readonly form: string; readonly ms: number };

/** A format whose values have no form but their name. */
export function identifier(name: string, isOne: (text: string) => boolean): Format {
  return {
    name,
    recognise: (text) => (isOne(text) ? { kind: 'identifier', form: name, identity: text } : undefined),
  };
}
