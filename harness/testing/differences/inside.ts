import type { OutgoingCall } from '../../evidence/llm-call.ts';
import { like } from '../../scenario/api/like.ts';
import type { Json } from '../../values/json.ts';
import { type Behaviour, definePairs, type Pair } from './pair.ts';
import { json } from './respond.ts';

const OK = json('{}');
const withRows = (tables: Behaviour['tables']): Behaviour => ({ ...OK, ...(tables === undefined ? {} : { tables }) });
const users = (...rows: readonly Readonly<Record<string, unknown>>[]): Behaviour =>
  withRows({ users: rows } as Behaviour['tables']);

const ADA = { id: 1, name: 'Ada' };
const BOB = { id: 2, name: 'Bob' };

const ROWS: readonly Pair[] = [
  ...definePairs('rows', { channel: 'db', pointer: '/users' }, [
    ['one that is missing', users(ADA, BOB), users(ADA)],
    ['one twice', users(ADA), users(ADA, ADA)],
    ['a column', users(ADA), users({ ...ADA, name: 'ada' })],
    ['a column that is missing', users(ADA), users({ id: 1 })],
    ['null and an empty text', users({ ...ADA, name: null }), users({ ...ADA, name: '' })],
    ['a number and its text', users(ADA), users({ ...ADA, id: '1' })],
    ['true and 1', users({ ...ADA, active: true }), users({ ...ADA, active: 1 })],
    [
      'an instant an hour off',
      users({ ...ADA, at: new Date().toISOString() }),
      users({ ...ADA, at: new Date(Date.now() + 3_600_000).toISOString() }),
    ],
    ['values swapped between rows', users(ADA, BOB), users({ id: 1, name: 'Bob' }, { id: 2, name: 'Ada' })],
    [
      'a column __proto__',
      users(JSON.parse('{"id":1,"__proto__":"a"}')),
      users(JSON.parse('{"id":1,"__proto__":"b"}')),
    ],
    [
      'microseconds of a fixed time',
      users({ at: '2020-01-01T00:00:00.123456Z' }),
      users({ at: '2020-01-01T00:00:00.123457Z' }),
    ],
    ['the order inside a column', users({ tags: ['a', 'b'] }), users({ tags: ['b', 'a'] })],
  ]),
  ...definePairs('tables', { channel: 'db', pointer: '/notes' }, [
    ['one that is missing', withRows({ users: [], notes: [] }), withRows({ users: [] })],
    ['one that is empty', withRows({ notes: [] }), withRows({ notes: [{ id: 1 }] })],
  ]),
  ...definePairs('rows, equal', 'equal', [
    ['in another order', users(ADA, BOB), users(BOB, ADA)],
    ['columns in another order', users(ADA), users({ name: 'Ada', id: 1 })],
    ['tables in another order', withRows({ a: [], b: [] }), withRows({ b: [], a: [] })],
    [
      'new identifiers',
      users({ id: '0b8a6f2e-9d7c-4c1a-8f5e-1a2b3c4d5e6f' }),
      users({ id: '5f1c2d3e-4a5b-4c6d-9e7f-8a9b0c1d2e3f' }),
    ],
    ['many in another order', users(...numbered(30)), users(...numbered(30).toReversed())],
  ]),
];

function numbered(count: number) {
  return Array.from({ length: count }, (_, index) => ({ id: index, name: `n${index % 3}` }));
}

const CALL: OutgoingCall = {
  provider: 'openai',
  operation: 'chat',
  model: 'gpt-4o-mini',
  request: {
    system: 'Be brief.',
    messages: [{ role: 'user', text: 'Why?' }],
    maxTokens: 100,
    temperature: 0.5,
    stream: false,
  },
  outcome: { status: 'answered', text: 'Because.', finishReason: 'stop', usage: { inputTokens: 5, outputTokens: 2 } },
};
const asking = (...calls: readonly OutgoingCall[]): Behaviour => ({ ...OK, calls });
const request = (changes: Partial<OutgoingCall['request']>): OutgoingCall => ({
  ...CALL,
  request: { ...CALL.request, ...changes },
});

const TOOL = { name: 'find', parameters: { type: 'object' } };
const withImage = (url: string): OutgoingCall =>
  request({ messages: [{ role: 'user', text: 'Why?[image_url]', other: { content: [{ image_url: { url } }] } }] });
const calling = (given: Json): OutgoingCall => ({
  ...CALL,
  outcome: {
    status: 'answered',
    text: 'Because.',
    toolCalls: [{ name: 'find', arguments: given }],
    finishReason: 'stop',
    usage: { inputTokens: 5, outputTokens: 2 },
  },
});

const CALLS: readonly Pair[] = [
  ...definePairs('a call of a model', { channel: 'calls', pointer: '' }, [
    ['the model', asking(CALL), asking({ ...CALL, model: 'gpt-4o' })],
    ['the provider', asking(CALL), asking({ ...CALL, provider: 'anthropic' })],
    ['the operation', asking(CALL), asking({ ...CALL, operation: 'responses' })],
    ['the system prompt', asking(CALL), asking(request({ system: 'Be long.' }))],
    ['no system prompt', asking(CALL), asking(request({ system: null }))],
    ['a message', asking(CALL), asking(request({ messages: [{ role: 'user', text: 'How?' }] }))],
    ['the role of a message', asking(CALL), asking(request({ messages: [{ role: 'assistant', text: 'Why?' }] }))],
    [
      'a message more',
      asking(CALL),
      asking(request({ messages: [...CALL.request.messages, { role: 'user', text: 'And?' }] })),
    ],
    ['the limit of tokens', asking(CALL), asking(request({ maxTokens: 101 }))],
    ['no limit of tokens', asking(CALL), asking(request({ maxTokens: null }))],
    ['the temperature', asking(CALL), asking(request({ temperature: 0.6 }))],
    ['a stream', asking(CALL), asking(request({ stream: true }))],
    ['a tool that is offered', asking(CALL), asking(request({ options: { tools: [TOOL] } }))],
    [
      'the schema of a tool',
      asking(request({ options: { tools: [TOOL] } })),
      asking(request({ options: { tools: [{ ...TOOL, parameters: { type: 'object', required: ['q'] } }] } })),
    ],
    [
      'the choice of a tool',
      asking(request({ options: { tools: [TOOL], tool_choice: 'auto' } })),
      asking(request({ options: { tools: [TOOL], tool_choice: 'required' } })),
    ],
    [
      'the format of the response',
      asking(CALL),
      asking(request({ options: { response_format: { type: 'json_object' } } })),
    ],
    ['another option', asking(request({ options: { top_p: 1 } })), asking(request({ options: { top_p: 0.9 } }))],
    ['an image in a message', asking(withImage('a.png')), asking(withImage('b.png'))],
    ['the arguments of a tool call', asking(calling({ q: 'Vienna' })), asking(calling({ q: 'Graz' }))],
    ['a tool call of the response', asking(CALL), asking(calling({}))],
    ['an error', asking(CALL), asking({ ...CALL, outcome: { status: 'refused', httpStatus: 429 } })],
    [
      'the status of an error',
      asking({ ...CALL, outcome: { status: 'refused', httpStatus: 401 } }),
      asking({ ...CALL, outcome: { status: 'refused', httpStatus: 429 } }),
    ],
    [
      'the finish reason',
      asking(CALL),
      asking({ ...CALL, outcome: { status: 'answered', text: 'Because.', finishReason: 'length', usage: null } }),
    ],
    ['one that is missing', asking(CALL), asking()],
    ['one twice', asking(CALL), asking(CALL, CALL)],
    ['the order of one model', asking(CALL, request({ system: null })), asking(request({ system: null }), CALL)],
  ]),
  ...definePairs('calls, equal', 'equal', [
    [
      'of two models in another order',
      asking(CALL, { ...CALL, model: 'gpt-4o' }),
      asking({ ...CALL, model: 'gpt-4o' }, CALL),
    ],
    [
      'another answer of the model',
      asking(CALL),
      asking({
        ...CALL,
        outcome: {
          status: 'answered',
          text: 'It is so.',
          finishReason: 'stop',
          usage: { inputTokens: 5, outputTokens: 4 },
        },
      }),
    ],
  ]),
];

const event = (name: string, fields = {}, level = 'info') => ({ event: name, level, fields });
const logging = (...audit: NonNullable<Behaviour['audit']>): Behaviour => ({ ...OK, audit });

const AUDIT: readonly Pair[] = [
  ...definePairs('a logged event', { channel: 'audit', pointer: '' }, [
    ['one that is missing', logging(event('a')), logging()],
    ['one twice', logging(event('a')), logging(event('a'), event('a'))],
    ['its name', logging(event('a')), logging(event('b'))],
    ['its level', logging(event('a')), logging(event('a', {}, 'warn'))],
    ['a field', logging(event('a', { n: 1 })), logging(event('a', { n: 2 }))],
    ['a field that is missing', logging(event('a', { n: 1 })), logging(event('a'))],
    ['a field constructor', logging(event('a', { constructor: 1 })), logging(event('a'))],
    ['an event that is named __proto__', logging(event('__proto__')), logging()],
    ['an event that is named constructor', logging(event('constructor')), logging()],
  ]),
  ...definePairs('logged events, equal', 'equal', [
    ['interleaved in another way', logging(event('a'), event('b')), logging(event('b'), event('a'))],
    [
      'of one name in another order',
      logging(event('a', { n: 1 }), event('a', { n: 2 })),
      logging(event('a', { n: 2 }), event('a', { n: 1 })),
    ],
    [
      'about new identifiers',
      logging(event('a', { id: '0b8a6f2e-9d7c-4c1a-8f5e-1a2b3c4d5e6f' })),
      logging(event('a', { id: '5f1c2d3e-4a5b-4c6d-9e7f-8a9b0c1d2e3f' })),
    ],
  ]),
];

const showing = (mail: NonNullable<Behaviour['channels']>[string]): Behaviour => ({ ...OK, channels: { mail } });

const CUSTOM: readonly Pair[] = [
  ...definePairs('a channel of the project', { channel: 'mail', pointer: '' }, [
    ['a value', showing([{ to: 'a' }]), showing([{ to: 'b' }])],
    ['an item more', showing([{ to: 'a' }]), showing([])],
    ['the order', showing(['a', 'b']), showing(['b', 'a'])],
    ['null and an empty list', showing(null), showing([])],
    ['a member __proto__', showing(JSON.parse('{"__proto__":1}')), showing({})],
  ]),
  ...definePairs('a channel of the project, equal', 'equal', [
    ['the same', showing([{ to: 'a' }]), showing([{ to: 'a' }])],
    [
      'new identifiers',
      showing(['0b8a6f2e-9d7c-4c1a-8f5e-1a2b3c4d5e6f']),
      showing(['5f1c2d3e-4a5b-4c6d-9e7f-8a9b0c1d2e3f']),
    ],
  ]),
];

const REFUSAL = {
  outcome: 'refused',
  code: 'NO_DATABASE',
  exitCode: 78,
  message: 'no database',
  hint: 'Start it.',
} as const;
const refusing = (changes: Partial<typeof REFUSAL> | Record<string, unknown> = {}): Behaviour => ({
  start: { ...REFUSAL, ...changes } as typeof REFUSAL,
});

const START: readonly Pair[] = [
  ...definePairs(
    'a refused start',
    { channel: 'start', pointer: '' },
    [
      ['its code', refusing(), refusing({ code: 'NO_KEYS' })],
      ['its exit code', refusing(), refusing({ exitCode: 1 })],
      ['its message', refusing(), refusing({ message: 'no databases' })],
      ['its hint', refusing(), refusing({ hint: 'Wait.' })],
      ['on one side alone', OK, refusing()],
    ],
    { drive: async ({ start }) => void start.expect({ outcome: like.text() }) },
  ),
  ...definePairs(
    'a stop',
    { channel: 'start', pointer: '/exitCode' },
    [['its exit code', { ...OK, exitCode: 0 }, { ...OK, exitCode: 1 }]],
    { drive: async ({ stop }) => void (await (await stop()).ended()) },
  ),
  ...definePairs('a refused start, equal', 'equal', [['the same', refusing(), refusing()]], {
    drive: async ({ start }) => void start.expect({ outcome: like.text() }),
  }),
];

export const INSIDE: readonly Pair[] = [...ROWS, ...CALLS, ...AUDIT, ...CUSTOM, ...START];
