/**
 * Where a divergence lies, for people: `response body /code`, `table sessions, row 1 /revoked_at`.
 *
 * @param {string} channel
 * @param {string} pointer
 */
export function placeInWords(channel, pointer) {
  const [, first = '', second = '', third = ''] = pointer.split('/');
  const rest = (/** @type {number} */ from) =>
    pointer
      .split('/')
      .slice(from)
      .map((token) => `/${token}`)
      .join('');
  switch (channel) {
    case 'boot':
      return first === '' ? 'start of the server' : `start of the server: ${first}`;
    case 'http':
      if (second === '') return first === '' ? 'HTTP exchange' : first;
      if (second === 'headers') return `${first} header ${third}`.trim();
      return `${first} ${second} ${rest(3)}`.trim();
    case 'calls':
      return first === '' ? 'LLM calls' : `LLM call ${ordinal(first)} ${rest(2)}`.trim();
    case 'stream':
      return first === '' ? 'events' : `event ${ordinal(first)} ${rest(2)}`.trim();
    case 'db':
      return first === ''
        ? 'tables'
        : `table ${first}${second === '' ? '' : `, row ${ordinal(second)}`} ${rest(3)}`.trim();
    case 'audit':
      return first === '' ? 'audit log' : `audit event ${ordinal(first)} ${rest(2)}`.trim();
    default:
      return `${channel} ${pointer}`.trim();
  }
}

/** @param {string} token */
function ordinal(token) {
  return /^\d+$/.test(token) ? String(Number(token) + 1) : token;
}
