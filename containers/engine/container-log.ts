import type { Engine } from './engine.ts';

/** What a container wrote, by stream. */
export interface ContainerLog {
  readonly stdout: string;
  readonly stderr: string;
}

const HEADER_BYTES = 8;
const STDERR = 2;

/** All that a container wrote so far, or the last lines of it. */
export async function readLog(engine: Engine, container: string, tail: number | 'all' = 'all'): Promise<ContainerLog> {
  const { bytes } = await engine.ask({ path: `/containers/${container}/logs?stdout=true&stderr=true&tail=${tail}` });
  return splitStreams(bytes);
}

/** The last lines a container wrote, of both streams. */
export async function tailLog(engine: Engine, container: string): Promise<string> {
  const { stdout, stderr } = await readLog(engine, container, 20);
  return `${stdout}${stderr}`.trim();
}

/** The two streams of a log that came as one. */
export function splitStreams(bytes: Buffer): ContainerLog {
  const pieces = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  streamSplitter((stream, piece) => pieces[stream].push(piece))(bytes);
  return { stdout: Buffer.concat(pieces.stdout).toString(), stderr: Buffer.concat(pieces.stderr).toString() };
}

/**
 * Takes a log in pieces that are cut anywhere. Without a terminal the engine multiplexes: eight bytes of header before
 * each frame, the first names the stream and the last four are the length, big endian (Engine API, "Stream format").
 */
export function streamSplitter(onFrame: (stream: keyof ContainerLog, frame: Buffer) => void): (piece: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (piece) => {
    rest = Buffer.concat([rest, piece]);
    while (rest.length >= HEADER_BYTES) {
      const end = HEADER_BYTES + rest.readUInt32BE(4);
      if (rest.length < end) {
        return;
      }
      onFrame(rest[0] === STDERR ? 'stderr' : 'stdout', rest.subarray(HEADER_BYTES, end));
      rest = rest.subarray(end);
    }
  };
}
