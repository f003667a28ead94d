/** Bits of information in each character that ordinary names and words of mixed case do not reach. */
const LEAST_BITS = 3.5;
/** How often the kind of character changes, of all the places where it could: words in camel case change less. */
const LEAST_CHANGES = 0.4;

/** Ids that providers make up. They are random, and open nothing. */
const PUBLIC_ID = /^(?:file|resp|msg|batch|thread|run|asst|call|toolu|srvtoolu|chatcmpl|vs|ft|ftjob|req|rs|fc|fp)[-_]/;
const JSON_WEB_TOKEN = /^eyJ[\w-]*\./;

/**
 * Whether a word is random as keys are: upper case, lower case and digits, and no character much more often than others
 * (Shannon entropy). A JSON web token and the ids of providers are not counted.
 */
export function looksRandom(word: string): boolean {
  if (PUBLIC_ID.test(word) || JSON_WEB_TOKEN.test(word)) {
    return false;
  }
  const isMixed = /[A-Z]/.test(word) && /[a-z]/.test(word) && /\d/.test(word);
  return isMixed && entropyOf(word) >= LEAST_BITS && changesOf(word) >= LEAST_CHANGES * (word.length - 1);
}

function changesOf(word: string): number {
  return (word.match(/[a-z](?![a-z])|[A-Z](?![A-Z])|\d(?!\d)/g) ?? []).length - 1;
}

function entropyOf(word: string): number {
  const counts = [...Map.groupBy(word, (character) => character).values()].map(({ length }) => length / word.length);
  return -counts.reduce((sum, share) => sum + share * Math.log2(share), 0);
}

/** The random words of at least 24 characters in a header's value or a query parameter, where words are few. */
export function findRandomWords(text: string): readonly string[] {
  return (text.match(/[A-Za-z0-9+/_=-]{24,}/g) ?? []).filter(looksRandom);
}
