import type { Format } from './format.ts';

/** `"..."`, or `W/"..."` where it is weak (RFC 9110, section 8.8.3). */
export const etag: Format = {
  name: 'etag',
  recognise: (text) => {
    const found = /^(W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/.exec(text);
    return found === null
      ? undefined
      : { kind: 'identifier', form: found[1] === undefined ? 'etag' : 'etag.weak', identity: text };
  },
};
