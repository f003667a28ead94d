import type { OutgoingOutcome, OutgoingRequest } from '../../evidence/outgoing-request.ts';
import { type Behaviour, definePairs, type Pair } from './pair.ts';
import { json } from './respond.ts';

const CHARGE: OutgoingRequest = {
  method: 'POST',
  url: 'https://api.stripe.com/v1/charges?expand=card',
  headers: { 'content-type': 'application/json', authorization: 'Bearer' },
  body: { amount: 4200, currency: 'eur' },
  outcome: { status: 'answered', httpStatus: 201, headers: { location: '/v1/charges/1' }, body: { paid: true } },
};
const MAIL: OutgoingRequest = { ...CHARGE, url: 'https://api.mail.test/send', body: { to: 'ada@example.com' } };

const sending = (...outgoing: readonly OutgoingRequest[]): Behaviour => ({ ...json('{"ok":true}'), outgoing });
const changed = (changes: Partial<OutgoingRequest>) => sending({ ...CHARGE, ...changes });
const answered = (changes: Partial<Extract<OutgoingOutcome, { readonly status: 'answered' }>>) =>
  changed({ outcome: { status: 'answered', httpStatus: 201, body: { paid: true }, ...changes } });
const withoutHeaders = ({ headers: _, ...request }: OutgoingRequest): OutgoingRequest => request;

/** Requests to other servers that a target sends, or its doubles stand for. */
export const OUTGOING: readonly Pair[] = [
  ...definePairs('an outgoing request', { channel: 'outgoing', pointer: '' }, [
    ['that one target does not send', sending(CHARGE), sending()],
    ['that is sent twice', sending(CHARGE), sending(CHARGE, CHARGE)],
    ['the method', sending(CHARGE), changed({ method: 'PUT' })],
    ['the host', sending(CHARGE), changed({ url: 'https://api.test.stripe.com/v1/charges?expand=card' })],
    ['the path', sending(CHARGE), changed({ url: 'https://api.stripe.com/v1/refunds?expand=card' })],
    ['the query', sending(CHARGE), changed({ url: 'https://api.stripe.com/v1/charges' })],
    ['a number in the body', sending(CHARGE), changed({ body: { amount: 42, currency: 'eur' } })],
    ['a member of the body', sending(CHARGE), changed({ body: { amount: 4200 } })],
    ['the type of the body', sending(CHARGE), changed({ body: { amount: '4200', currency: 'eur' } })],
    ['a body as text', sending(CHARGE), changed({ body: 'amount=4200&currency=eur' })],
    ['a header', sending(CHARGE), changed({ headers: { authorization: 'Bearer' } })],
    [
      'the scheme of the credentials',
      sending(CHARGE),
      changed({ headers: { ...CHARGE.headers, authorization: 'Basic' } }),
    ],
    ['the status of the response', sending(CHARGE), answered({ httpStatus: 402 })],
    ['the body of the response', sending(CHARGE), answered({ body: { paid: false } })],
    ['a response that broke off', sending(CHARGE), changed({ outcome: { status: 'broken', reason: 'reset' } })],
    [
      'the order of two to one endpoint',
      sending(CHARGE, { ...CHARGE, body: {} }),
      sending({ ...CHARGE, body: {} }, CHARGE),
    ],
  ]),
  ...definePairs('outgoing requests, equal', 'equal', [
    ['the same', sending(CHARGE), sending(CHARGE)],
    ['to two endpoints in another order', sending(CHARGE, MAIL), sending(MAIL, CHARGE)],
    [
      'of a double that knows no headers',
      sending(CHARGE),
      sending({ ...withoutHeaders(CHARGE), outcome: { status: 'answered', httpStatus: 201, body: { paid: true } } }),
    ],
    [
      'with an id that is made anew',
      changed({ body: { reference: '7b8a6f2e-9d7c-4c1a-8f5e-1a2b3c4d5e6f' } }),
      changed({ body: { reference: '5f1c2d3e-4a5b-4c6d-9e7f-8a9b0c1d2e3f' } }),
    ],
  ]),
];
