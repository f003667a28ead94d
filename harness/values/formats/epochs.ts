import type { Format } from './format.ts';

/** Seconds since 1970 from 2001 on, with or without a fraction. */
export const epochSeconds: Format = {
  name: 'epoch-s',
  recognise: (text) =>
    /^[1-9]\d{9}(?:\.\d{1,9})?$/.test(text)
      ? { kind: 'moment', form: 'instant.epoch-s', ms: Number(text) * 1_000 }
      : undefined,
};

/** Milliseconds since 1970 from 2001 on. */
export const epochMilliseconds: Format = {
  name: 'epoch-ms',
  recognise: (text) =>
    /^[1-9]\d{12}$/.test(text) ? { kind: 'moment', form: 'instant.epoch-ms', ms: Number(text) } : undefined,
};
