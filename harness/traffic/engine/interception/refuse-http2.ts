import http2 from 'node:http2';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';

/**
 * Refuses HTTP/2 sessions until disposed of: the interception reads HTTP/1 alone, and such a session would wait for ever
 * for a frame of settings. A session fails at once with what `refuse` says; null lets it connect.
 */
export function refuseHttp2(refuse: (authority: URL) => string | null): Disposable {
  const { connect } = http2;
  http2.connect = new Proxy(connect, {
    apply(target, self, [authority, options, listener]: Parameters<typeof connect>) {
      const message = refuse(new URL(authority));
      if (message === null) {
        return Reflect.apply(target, self, [authority, options, listener]);
      }
      const refused = { ...options, createConnection: () => new Socket().destroy(new Error(message)) };
      return Reflect.apply(target, self, [authority, refused, listener]);
    },
  });
  syncBuiltinESMExports();
  return {
    [Symbol.dispose]() {
      http2.connect = connect;
      syncBuiltinESMExports();
    },
  };
}
