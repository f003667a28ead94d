import { isJsonObject, isLosslessNumber, type Json, type LosslessNumber } from './json.ts';

/** The number that stands in a JSON text, by its text where JavaScript would write it differently. */
export function parseNumber(text: string): number | LosslessNumber {
  const value = Number(text);
  return JSON.stringify(value) === text ? value : { $number: text };
}

/** The nearest number of JavaScript; undefined for what is no number. */
export function toNumber(value: Json | undefined): number | undefined {
  if (typeof value === 'number') {
    return value;
  }
  return isLosslessNumber(value) ? Number(value.$number) : undefined;
}

/** Whether two values are one number, however each is written: `1`, `1.0` and `10e-1`. */
export function areEqualNumbers(left: Json | undefined, right: Json | undefined): boolean {
  const [a, b] = [numberText(left), numberText(right)];
  return a !== undefined && b !== undefined && (a === b || decimal(a) === decimal(b));
}

/** The number of JavaScript where it is exactly the same; the value itself otherwise. */
export function toPlainNumber(value: LosslessNumber): number | LosslessNumber {
  const nearest = Number(value.$number);
  return Number.isFinite(nearest) && areEqualNumbers(nearest, value) ? nearest : value;
}

/** The value with numbers of JavaScript wherever they are exactly the same: what code that reads a body wants. */
export function withPlainNumbers(value: Json): Json {
  if (isLosslessNumber(value)) {
    return toPlainNumber(value);
  }
  if (isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withPlainNumbers(item)]));
  }
  return Array.isArray(value) ? value.map(withPlainNumbers) : value;
}

function numberText(value: Json | undefined): string | undefined {
  if (typeof value === 'number') {
    return JSON.stringify(value);
  }
  return isLosslessNumber(value) ? value.$number : undefined;
}

/** Sign, digits and exponent, the same for every text of one number. A zero has no sign. */
function decimal(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  const scale = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return significant === '' ? '0' : `${sign}${significant}e${scale}`;
}
