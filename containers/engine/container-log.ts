import type { Engine } from './engine.ts';

/**
 * The last lines a container wrote. @note Without a terminal the engine multiplexes: eight bytes of header before each
 * piece, of which the first names the stream (Engine API, "Stream format").
 */
export async function tailLog(engine: Engine, container: string): Promise<string> {
  const reply = await engine.ask({ path: `/containers/${container}/logs?stdout=true&stderr=true&tail=20` });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the header is binary
  return reply.text.replace(/[\x01\x02]\0\0\0[\s\S]{4}/g, '').trim();
}
