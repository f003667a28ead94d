import type { Format } from './format.ts';

/** A UUID of RFC 9562 without its borders; group 1 is its version. */
export const UUID_SOURCE = '[0-9a-f]{8}-[0-9a-f]{4}-([1-8])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';

/** Every UUID in a text. */
export const UUID_IN_TEXT = new RegExp(`\\b${UUID_SOURCE}\\b`, 'gi');

const UUID = new RegExp(`^${UUID_SOURCE}$`, 'i');

/** One that holds capitals is the same identifier in another form. */
export const uuid: Format = {
  name: 'uuid',
  recognise: (text) => {
    const version = readUuidVersion(text);
    if (version === undefined) {
      return undefined;
    }
    const identity = text.toLowerCase();
    return { kind: 'identifier', form: `uuid.v${version}${text === identity ? '' : '.capitals'}`, identity };
  },
};

/** 1 to 8; undefined for what is no UUID. */
export function readUuidVersion(text: string): number | undefined {
  const [, version] = UUID.exec(text) ?? [];
  return version === undefined ? undefined : Number(version);
}
