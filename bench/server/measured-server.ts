/** The server as `server/main.ts` starts it, and beside it an address that collects garbage and says what is left. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parseConfig } from '../../server/config.ts';
import { start } from '../../server/start.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const server = await start(parseConfig(process.env), { logger: { log: () => {} } });
const memory = createServer((_request, response) => {
  collect();
  response.end(JSON.stringify(process.memoryUsage()));
});
memory.listen(0, '127.0.0.1', () => {
  const { port } = memory.address() as AddressInfo;
  console.log(JSON.stringify({ url: server.url, memoryUrl: `http://127.0.0.1:${port}` }));
});
