/** What wrote a cassette, `<name>/<version>`. */
export const RECORDER = 'ultra-parity/0.1.0';
