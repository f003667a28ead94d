import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SdkResponse, SdkServer } from '../providers/sdk-call.ts';

/** A server on loopback that gives each recorded response a base URL. */
export async function startSdkServer(): Promise<SdkServer & AsyncDisposable> {
  const offers = new Map<string, SdkResponse>();
  let count = 0;
  const server = createServer((request, response) => {
    const recorded = offers.get(request.url?.split('/')[1] ?? '');
    request.resume();
    if (recorded === undefined) {
      response.writeHead(404).end();
    } else {
      send(recorded, response);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    offer: (recorded) => {
      count += 1;
      const name = String(count);
      offers.set(name, recorded);
      return { url: `http://127.0.0.1:${port}/${name}`, [Symbol.dispose]: () => void offers.delete(name) };
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function send({ status, headers, pieces }: SdkResponse, response: ServerResponse): void {
  response.writeHead(status, headers);
  for (const piece of pieces) {
    response.write(piece);
  }
  response.end();
}
