import { expect, test } from 'vitest';
import { withoutSignatures } from './without-signatures.ts';

const BODY = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0';

test('no signature is kept, in whatever text it stands', () => {
  const kept = withoutSignatures({ headers: [`Bearer ${BODY}.AbC-123_signature`] });

  expect(JSON.stringify(kept)).not.toContain('AbC-123_signature');
  expect(JSON.stringify(kept)).toContain(BODY);
});

test('equal tokens stay equal, and a tampered one stays different', () => {
  expect(withoutSignatures(`${BODY}.one`)).toBe(withoutSignatures(`${BODY}.one`));
  expect(withoutSignatures(`${BODY}.one`)).not.toBe(withoutSignatures(`${BODY}.two`));
});

test('what is no token is left as it is', () => {
  expect(withoutSignatures({ a: 'eyJ is how they start', b: [1, null] })).toEqual({
    a: 'eyJ is how they start',
    b: [1, null],
  });
});
