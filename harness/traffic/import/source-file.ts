import { gunzipSync } from 'node:zlib';
import type { SourceValue } from './formats/source-value.ts';
import { Refusal } from './refusals.ts';
import { yamlDocuments } from './yaml-documents.ts';

/** Larger files hold no cassette that anybody reads. */
const LONGEST_FILE = 128 * 1024 * 1024;

interface Parsed {
  readonly documents: readonly SourceValue[];
  readonly syntax: 'json' | 'yaml' | 'none';
}

/** One file of a recorder. It is parsed once, on demand. */
export class SourceFile {
  /** For messages and for the id of the cassette, with `/`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** When the file was last changed: the latest that its content can have been recorded. */
  readonly modifiedAt: Date;
  readonly #readBeside: (path: string) => Promise<Uint8Array | null>;
  #parsed: Parsed | undefined;
  #text: string | undefined;

  constructor(options: {
    readonly name: string;
    readonly bytes: Uint8Array;
    readonly modifiedAt: Date;
    readonly readBeside: (path: string) => Promise<Uint8Array | null>;
  }) {
    if (options.bytes.length > LONGEST_FILE) {
      throw new Refusal('file_too_large');
    }
    this.name = options.name;
    this.bytes = unpacked(options.bytes);
    this.modifiedAt = options.modifiedAt;
    this.#readBeside = options.readBeside;
  }

  get text(): string {
    this.#text ??= new TextDecoder().decode(this.bytes);
    return this.#text;
  }

  /** The values in the file: one for JSON, one a document for YAML, none when it is neither. Throws a refusal. */
  get documents(): readonly SourceValue[] {
    return this.#parse().documents;
  }

  get syntax(): 'json' | 'yaml' | 'none' {
    return this.#parse().syntax;
  }

  /** A file below the folder of this one; null when there is none, or it lies elsewhere. */
  async beside(path: string): Promise<Uint8Array | null> {
    return await this.#readBeside(path);
  }

  #parse(): Parsed {
    this.#parsed ??= parse(this.text, this.name);
    return this.#parsed;
  }
}

function parse(text: string, name: string): Parsed {
  const start = text.trimStart().slice(0, 1);
  if (start === '') {
    throw new Refusal('nothing_recorded');
  }
  if (start === '{' || start === '[' || /\.(?:json|har)$/i.test(name)) {
    return parseJsonText(text, name);
  }
  if (!/\.ya?ml$/i.test(name) && !/^(?:---|\w+:)/m.test(text.slice(0, 200))) {
    return { documents: [], syntax: 'none' };
  }
  if (/^(?:data|event|id): /.test(text)) {
    return { documents: [], syntax: 'none' };
  }
  return { documents: yamlDocuments(text), syntax: 'yaml' };
}

function parseJsonText(text: string, name: string): Parsed {
  try {
    return { documents: [JSON.parse(text)], syntax: 'json' };
  } catch (error) {
    // Lines of JSON in a text file are no damaged JSON file.
    if (!/\.(?:json|har)$/i.test(name) && /^[{[].*[}\]]\s*\n/.test(text)) {
      return { documents: [], syntax: 'none' };
    }
    throw new Refusal('unreadable', `It is not JSON: ${error instanceof Error ? findPosition(error.message) : ''}`);
  }
}

/** What a JSON error says about the place. Not its quotation, which may hold a secret. */
function findPosition(message: string): string {
  return /position \d+(?: \(line \d+ column \d+\))?/.exec(message)?.[0] ?? 'it ends in the middle';
}

function unpacked(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    return bytes;
  }
  try {
    return gunzipSync(bytes, { maxOutputLength: LONGEST_FILE });
  } catch {
    throw new Refusal('unreadable', 'It is a damaged gzip file.');
  }
}
