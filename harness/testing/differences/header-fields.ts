import { atHeader, definePairs, type Pair } from './pair.ts';
import { type HeaderLines, headers } from './respond.ts';

const VALUES: readonly (readonly [name: string, left: string, right: string])[] = [
  ['cache-control', 'no-store', 'no-cache'],
  ['cache-control', 'max-age=60', 'max-age=61'],
  ['vary', 'Accept', 'Accept-Encoding'],
  ['location', '/things/1', '/thing/1'],
  ['www-authenticate', 'Bearer', 'Basic realm="x"'],
  ['www-authenticate', 'Bearer error="invalid_token"', 'Bearer error="expired_token"'],
  ['allow', 'GET, POST', 'GET, PUT'],
  ['retry-after', '1', '2'],
  ['link', '</a>; rel="next"', '</a>; rel="prev"'],
  ['content-language', 'en', 'de'],
  ['content-disposition', 'inline', 'attachment'],
  ['access-control-allow-origin', '*', 'https://app.example'],
  ['access-control-allow-credentials', 'true', 'false'],
  ['strict-transport-security', 'max-age=1', 'max-age=2'],
  ['content-security-policy', "default-src 'self'", "default-src 'none'"],
  ['x-frame-options', 'DENY', 'SAMEORIGIN'],
  ['x-content-type-options', 'nosniff', 'none'],
  ['accept-ranges', 'bytes', 'none'],
  ['etag', '"a"', 'W/"a"'],
  ['etag', '"a"', 'a'],
  ['etag', 'W/"a"', 'w/"a"'],
  ['etag', '"a"', '""a"'],
  ['server', 'nginx', 'Express'],
  ['x-ratelimit-limit', '100', '1000'],
  ['ratelimit', '"default";r=9', '"default";r=8'],
  ['deprecation', '@1688169599', '@1688169600'],
];

const LISTS: readonly (readonly [label: string, name: string, left: HeaderLines, right: HeaderLines])[] = [
  [
    'two fields and one',
    'x-item',
    [
      ['x-item', 'a'],
      ['x-item', 'b'],
    ],
    [['x-item', 'a']],
  ],
  [
    'the order of two fields of one name',
    'x-item',
    [
      ['x-item', 'a'],
      ['x-item', 'b'],
    ],
    [
      ['x-item', 'b'],
      ['x-item', 'a'],
    ],
  ],
  ['a field that is empty, and none', 'x-item', [['x-item', '']], []],
  ['a field on the right alone', 'x-item', [], [['x-item', 'a']]],
  ['a field that is named __proto__', '__proto__', [['__proto__', 'a']], [['__proto__', 'b']]],
  ['a field __proto__ on the left alone', '__proto__', [['__proto__', 'a']], []],
  ['a field that is named constructor', 'constructor', [['constructor', 'a']], []],
  ['a field that is named toString', 'tostring', [], [['toString', 'a']]],
  ['Latin-1 in a field', 'x-item', [['x-item', '\u00e9']], [['x-item', '\u00e8']]],
  ['the case of a value', 'x-item', [['x-item', 'Yes']], [['x-item', 'yes']]],
];

const hour = (offset: number) => new Date(Date.now() + offset * 3_600_000).toUTCString();

export const HEADER_FIELDS: readonly Pair[] = [
  ...VALUES.flatMap(([name, left, right]) =>
    definePairs('a header', atHeader(name), [
      [`${name}: ${left} and ${right}`, headers([name, left]), headers([name, right])],
    ]),
  ),
  ...VALUES.filter(([name], index) => VALUES.findIndex(([other]) => other === name) === index).flatMap(
    ([name, value]) =>
      definePairs('a header', atHeader(name), [[`${name} on one side alone`, headers([name, value]), headers()]]),
  ),
  ...LISTS.flatMap(([label, name, left, right]) =>
    definePairs('a header', atHeader(name), [[label, headers(...left), headers(...right)]]),
  ),
  ...definePairs('the header Date', atHeader('date'), [
    ['an hour late', headers(), () => headers(['date', hour(1)])],
    ['a day early', () => headers(['date', hour(-24)]), headers()],
    ['that is no date', headers(), headers(['date', 'yesterday'])],
    ['in another format', headers(), headers(['date', new Date().toISOString()])],
    [
      'that is missing',
      headers(),
      {
        respond: (response) => {
          response.sendDate = false;
          response.writeHead(200, { 'content-type': 'application/json', 'content-length': '2' });
          response.end('{}');
        },
      },
    ],
  ]),
  ...definePairs('headers, equal', 'equal', [
    [
      'the order of fields of different names',
      headers(['x-a', '1'], ['x-b', '2']),
      headers(['x-b', '2'], ['x-a', '1']),
    ],
    ['the case of a name', headers(['X-Item', 'a']), headers(['x-item', 'a'])],
    ['white space around a value', headers(['x-item', 'a']), headers(['x-item', '  a '])],
    ['an entity tag of another body', headers(['etag', '"a1"']), headers(['etag', '"b2"'])],
    ['a weak entity tag of another body', headers(['etag', 'W/"a1"']), headers(['etag', 'W/"b2"'])],
    ['Keep-Alive', headers(['keep-alive', 'timeout=5']), headers(['keep-alive', 'timeout=60'])],
    ['Connection', headers(['connection', 'close']), headers(['connection', 'keep-alive'])],
    ['Date, a second later', () => headers(['date', new Date(Date.now() + 1_000).toUTCString()]), headers()],
    [
      'two fields of one name that are the same',
      headers(['x-item', 'a'], ['x-item', 'b']),
      headers(['x-item', 'a'], ['x-item', 'b']),
    ],
  ]),
];
