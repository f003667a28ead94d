import type { Drive } from '../../scenario/api/scenario-context.ts';
import { type Behaviour, definePairs, type Pair } from './pair.ts';
import { json, send } from './respond.ts';

const reset: Behaviour = { respond: (response) => void response.destroy() };
/** Says that 100 bytes come, sends 10 and closes the connection. */
const cutOff: Behaviour = {
  respond: async (response) => {
    response.writeHead(200, { 'content-type': 'text/plain', 'content-length': '100' });
    response.write('0123456789');
    await new Promise((resolve) => setTimeout(resolve, 5));
    response.destroy();
  },
};
const text = (body: string): Behaviour => ({
  respond: (response) => send(response, { headers: [['content-type', 'text/plain']], body }),
});

const three: Drive = async ({ client }) => {
  await client.concurrently(3, { method: 'POST', path: '/things', json: {} });
};

/** Answers the first of several requests with 201 and the others with 409, with a header on one of the two. */
const oneWins = (withHeader: 201 | 409, body: (status: number) => string = () => '{}'): Behaviour => ({
  respond: (response, _request, count) => {
    const status = count === 1 ? 201 : 409;
    send(response, {
      status,
      headers: [['content-type', 'application/json'], ...(status === withHeader ? [['x-item', 'a'] as const] : [])],
      body: body(status),
    });
  },
});

export const TRANSPORT: readonly Pair[] = [
  ...definePairs('a connection', { channel: 'http', pointer: '' }, [
    ['that is reset before the response', json('{}'), reset],
    ['that is cut off in a body', text('0123456789'), cutOff],
    ['that is reset before, and cut off in a body', reset, cutOff],
  ]),
  ...definePairs('connections, equal', 'equal', [['that are reset', reset, reset]]),
  ...definePairs(
    'concurrent requests',
    { channel: 'http', pointer: '' },
    [
      ['a header of another status', oneWins(201), oneWins(409)],
      ['a body', oneWins(201, (status) => `{"status":${status}}`), oneWins(201)],
      [
        'how many win',
        oneWins(201),
        {
          respond: (response, request, count) =>
            oneWins(201).respond?.(response, request, Math.min(count, 2) === 2 && count < 3 ? 1 : count),
        },
      ],
    ],
    { drive: three },
  ),
  ...definePairs(
    'concurrent requests, equal',
    'equal',
    [
      ['the same', oneWins(201), oneWins(201)],
      [
        'another one wins',
        oneWins(201),
        {
          respond: (response, request, count) => oneWins(201).respond?.(response, request, count === 3 ? 1 : count + 1),
        },
      ],
    ],
    { drive: three },
  ),
];
