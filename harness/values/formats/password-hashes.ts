import { decodeBase64 } from '../base64.ts';
import type { Format, Recognised } from './format.ts';

/** `$2b$12$` and 53 characters of bcrypt's own base64, of which the last of salt and digest hold bits that are always 0. */
const BCRYPT = /^\$(2[abxy])\$(0[4-9]|[12]\d|3[01])\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26]$/;

/** Keeps version and cost. */
export const bcrypt: Format = {
  name: 'bcrypt',
  recognise: (text) => {
    const [, version, cost = ''] = BCRYPT.exec(text) ?? [];
    return version === undefined ? undefined : hash(`bcrypt.${version}.${Number(cost)}`, text);
  },
};

/** `$argon2id$v=19$m=65536,t=3,p=4$salt$digest`; `v` is left out by the first version. Keeps everything but salt and digest. */
export const argon2: Format = {
  name: 'argon2',
  recognise: (text) => {
    const [, kind, version = '', memory, passes, lanes, salt, digest] =
      /^\$(argon2(?:id|i|d))\$(?:v=(\d+)\$)?m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(text) ?? [];
    const lengths = readLengths(salt, digest);
    if (kind === undefined || lengths === undefined || !isPossible({ memory, passes, lanes })) {
      return undefined;
    }
    return hash(`${kind}${version === '' ? '' : `.v${version}`}.m${memory}.t${passes}.p${lanes}.${lengths}`, text);
  },
};

/** Bounds of RFC 9106, section 3.1. */
function isPossible({ memory, passes, lanes }: Readonly<Record<'memory' | 'passes' | 'lanes', string | undefined>>) {
  return Number(lanes) >= 1 && Number(passes) >= 1 && Number(memory) >= 8 * Number(lanes);
}

/** Keeps cost, block size and parallelism: `$scrypt$ln=15,r=8,p=1$salt$digest`, or `scrypt:32768:8:1$salt$hex` as Python writes it. */
export const scrypt: Format = {
  name: 'scrypt',
  recognise: (text) => {
    const [, ln, r, p, salt, digest] = /^\$scrypt\$ln=(\d{1,2}),r=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(text) ?? [];
    const lengths = readLengths(salt, digest);
    if (lengths !== undefined) {
      return hash(`scrypt.ln${ln}.r${r}.p${p}.${lengths}`, text);
    }
    const [, n, blocks, lanes, own, hex] =
      /^scrypt:(\d+):(\d+):(\d+)\$([A-Za-z0-9]+)\$((?:[0-9a-f]{2})+)$/.exec(text) ?? [];
    return hex === undefined
      ? undefined
      : hash(`scrypt.n${n}.r${blocks}.p${lanes}.salt${own?.length}.digest${hex.length / 2}`, text);
  },
};

/** Keeps digest and iterations: `$pbkdf2-sha256$i=600000$salt$digest`, `pbkdf2_sha256$600000$salt$digest`, `pbkdf2:sha256:600000$salt$hex`. */
export const pbkdf2: Format = {
  name: 'pbkdf2',
  recognise: (text) => {
    const [, digest, iterations, salt, sum] =
      /^(?:\$pbkdf2-|pbkdf2[_:])(sha\d+)[$:](?:i=)?(\d+)\$([A-Za-z0-9+/.]+)\$([A-Za-z0-9+/.]+=*)$/.exec(text) ?? [];
    return digest === undefined
      ? undefined
      : hash(`pbkdf2.${digest}.${iterations}.salt${salt?.length}.digest${sum?.length}`, text);
  },
};

function hash(form: string, text: string): Recognised {
  return { kind: 'identifier', form: `hash.${form}`, identity: text };
}

/** Of the PHC string format, in which both are base64 without padding. */
function readLengths(salt: string | undefined, digest: string | undefined): string | undefined {
  const [saltBytes, digestBytes] = [salt, digest].map((text) => decodeBase64(text ?? '', 'base64'));
  if (saltBytes === undefined || digestBytes === undefined || saltBytes.length === 0 || digestBytes.length === 0) {
    return undefined;
  }
  return `salt${saltBytes.length}.digest${digestBytes.length}`;
}
