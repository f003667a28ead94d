import { TextDecoder } from 'node:util';

/**
 * The charsets in which no two byte sequences are the same text, by the names of the Encoding standard. A text in any other
 * is kept as bytes: Shift_JIS and the like have several sequences for one character.
 */
const ONE_TO_ONE =
  /^(?:utf-8|utf-16[bl]e|windows-125[0-8]|windows-874|iso-8859-(?:[2-8]|8-i|1[03456])|koi8-[ru]|macintosh|ibm866|x-mac-cyrillic)$/;

/** The text that the bytes are in a charset; undefined where they are none, or the charset is unknown. */
export function decodeText(bytes: Uint8Array, charset: string): string | undefined {
  const decoder = createDecoder(charset);
  if (decoder === undefined || hasOtherByteOrder(bytes, charset)) {
    return undefined;
  }
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) {
      return undefined;
    }
    throw error;
  }
}

function createDecoder(charset: string): InstanceType<typeof TextDecoder> | undefined {
  try {
    const decoder = new TextDecoder(charset, { fatal: true, ignoreBOM: true });
    return ONE_TO_ONE.test(decoder.encoding) ? decoder : undefined;
  } catch (error) {
    if (error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

/** `utf-16` is little-endian to the standard; with a byte order mark that says otherwise it would be read as other letters. */
function hasOtherByteOrder(bytes: Uint8Array, charset: string): boolean {
  return charset.toLowerCase() === 'utf-16' && bytes[0] === 0xfe && bytes[1] === 0xff;
}
