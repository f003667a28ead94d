/**
 * Where a divergence lies, for people: `response body /code`, `LLM call 2, message 1 of the prompt`, `table sessions, row 1 /revoked_at`.
 *
 * @param subject What was asked there, such as the model of a call.
 */
export function describePlace(channel: string, pointer: string, subject?: string) {
  const [, first = '', second = '', third = ''] = pointer.split('/');
  const rest = (from: number) =>
    pointer
      .split('/')
      .slice(from)
      .map((token) => `/${token}`)
      .join('');
  switch (channel) {
    case 'start':
      return first === '' ? 'start of the server' : `start of the server, ${first}`;
    case 'http':
      if (second === '') {
        return first === '' ? 'HTTP exchange' : first;
      }
      if (second === 'headers') {
        return `${first} header ${third}`.trim();
      }
      return `${first} ${second} ${rest(3)}`.trim();
    case 'calls':
      if (first === '') {
        return 'LLM calls';
      }
      return [
        `LLM call ${countFromOne(first)}${subject === undefined ? '' : ` to ${subject}`}`,
        describePartOfCall(rest(2)),
      ]
        .filter((part) => part !== '')
        .join(', ');
    case 'stream':
      return first === '' ? 'events' : `event ${countFromOne(first)} ${rest(2)}`.trim();
    case 'db':
      return first === ''
        ? 'tables'
        : `table ${first}${second === '' ? '' : `, row ${countFromOne(second)}`} ${rest(3)}`.trim();
    case 'audit':
      return first === '' ? 'audit log' : `audit event ${countFromOne(first)} ${rest(2)}`.trim();
    default:
      return `${channel} ${pointer}`.trim();
  }
}

/** @param {string} pointer Below a call. */
function describePartOfCall(pointer: string) {
  const [, message] = /^\/request\/messages\/(\d+)\/text$/.exec(pointer) ?? [];
  if (message !== undefined) {
    return `message ${countFromOne(message)} of the prompt`;
  }
  if (pointer === '/key') {
    return 'the key that it was made with';
  }
  return pointer === '/request/system' ? 'system prompt' : pointer;
}

function countFromOne(token: string) {
  return /^\d+$/.test(token) ? String(Number(token) + 1) : token;
}
