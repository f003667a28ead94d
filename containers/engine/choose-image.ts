import type { Engine } from './engine.ts';
import { canPull, findImage, pullImage } from './images.ts';

/** `digest` is null for an image that could be pulled and has not been. `note` says why it is not the official one. */
export type ChosenImage =
  | { readonly found: true; readonly name: string; readonly digest: string | null; readonly note: string }
  | { readonly found: false; readonly why: string; readonly next: string; readonly final: boolean };

export interface ChooseImageOptions {
  /** The user's choice: this image or none. */
  readonly named?: string | undefined;
  readonly official: string;
  /** Built on this machine, for where no registry can be reached. */
  readonly local?: string;
  readonly mayPull: boolean;
  readonly progress: (line: string) => void;
}

const PULL_MS = 60_000;

/** The official image if it is here or can be had from a registry within 60 s, else the local one. Never throws for a registry. */
export async function chooseImage(engine: Engine, options: ChooseImageOptions): Promise<ChosenImage> {
  const wanted = withTag(options.named || options.official);
  const image = await obtain(engine, wanted, options);
  if (image.found) {
    return image;
  }
  if (options.named) {
    return { ...image, next: `docker pull ${wanted}`, final: true };
  }
  if (options.local === undefined) {
    return { ...image, next: `docker pull ${wanted}`, final: false };
  }
  const local = await findImage(engine, options.local);
  if (local !== null) {
    return { found: true, name: options.local, digest: local.digest, note: image.why };
  }
  const why = `${image.why} ${options.local} is not built.`;
  return { found: false, why, next: `docker pull ${wanted}, or node containers/images/build.ts`, final: false };
}

async function obtain(engine: Engine, name: string, { mayPull, progress }: ChooseImageOptions) {
  const present = await findImage(engine, name);
  if (present !== null) {
    return { found: true, name, digest: present.digest, note: '' } as const;
  }
  const registry = await canPull(engine, name);
  if (!registry.pulled) {
    return absent(name, registry.why);
  }
  if (!mayPull) {
    return { found: true, name, digest: null, note: 'It will be pulled.' } as const;
  }
  progress(`Pulling ${name}.`);
  const pull = await pullImage(engine, name, PULL_MS);
  const pulled = pull.pulled ? await findImage(engine, name) : null;
  if (pulled !== null) {
    return { found: true, name, digest: pulled.digest, note: '' } as const;
  }
  return absent(name, pull.pulled ? 'it is not there after the pull' : pull.why);
}

function absent(name: string, why: string) {
  return { found: false, why: `${name} is not on this machine and cannot be pulled: ${why.trim()}.` } as const;
}

/** @note Without a tag the engine would pull every tag of the repository. */
function withTag(name: string): string {
  return /[:@][^/]*$/.test(name) ? name : `${name}:latest`;
}
