import { dispatchDirectly, type ServeDirectly } from './direct-dispatch.ts';
import { InterceptionEscaped } from './interception-escaped.ts';

/**
 * Where undici keeps the dispatcher of `fetch`: Node's own undici and the one from npm share these places. npm's puts an
 * adapter around the second into the first, so the second comes first.
 */
const DISPATCHER_SLOTS = [Symbol.for('undici.globalDispatcher.2'), Symbol.for('undici.globalDispatcher.1')] as const;
const ADAPTER = 'Dispatcher1Wrapper';

/** For undici's EnvHttpProxyAgent, which Node uses with NODE_USE_ENV_PROXY: what goes into a tunnel cannot be intercepted. */
const NO_PROXY = { httpProxy: '', httpsProxy: '' };

interface Dispatcher {
  readonly constructor: new (...args: unknown[]) => unknown;
  dispatch(options: unknown, handler: unknown): boolean;
  close?: (onClosed: () => void) => void;
}

/**
 * Takes away the connections of `fetch` that were opened before interception began: an idle one would carry the next
 * request past it. `fetch` gets fresh dispatchers until the value is disposed of. The agents of `node:http` need no
 * help: the interceptor empties their pools itself. With `serve`, what `fetch` asks an LLM provider for is answered by
 * it at once, and opens no connection.
 *
 * @throws PARITY_INTERCEPTION_ESCAPED for a dispatcher that cannot be replaced
 */
export function withoutPooledConnections(serve: ServeDirectly | null): Disposable {
  const saved = DISPATCHER_SLOTS.map((slot) => ({ slot, dispatcher: read(slot) }));
  const replacements = new Map<Dispatcher, Dispatcher>();
  let last: Dispatcher | undefined;
  for (const { dispatcher } of saved) {
    if (dispatcher === undefined) {
      continue;
    }
    last = replacements.get(dispatcher) ?? freshLike(dispatcher, last);
    replacements.set(dispatcher, last);
  }
  if (serve !== null) {
    for (const replacement of replacements.values()) {
      answerDirectly(replacement, serve);
    }
  }
  for (const { slot, dispatcher } of saved) {
    if (dispatcher !== undefined) {
      Reflect.set(globalThis, slot, replacements.get(dispatcher));
    }
  }
  return {
    [Symbol.dispose]() {
      for (const { slot, dispatcher } of saved) {
        if (dispatcher !== undefined) {
          Reflect.set(globalThis, slot, dispatcher);
        }
      }
      // Requests under way are finished. Nobody waits for them: a stream may never end.
      for (const replacement of replacements.values()) {
        replacement.close?.(() => {});
      }
    },
  };
}

function answerDirectly(replacement: Dispatcher, serve: ServeDirectly): void {
  const dispatch = replacement.dispatch.bind(replacement);
  replacement.dispatch = (options, handler) =>
    dispatchDirectly(options, handler, serve) ? true : dispatch(options, handler);
}

function read(slot: symbol): Dispatcher | undefined {
  const value: unknown = Reflect.get(globalThis, slot);
  return isDispatcher(value) ? value : undefined;
}

function isDispatcher(value: unknown): value is Dispatcher {
  return typeof value === 'object' && value !== null && 'dispatch' in value && typeof value.dispatch === 'function';
}

function freshLike(dispatcher: Dispatcher, adapted: Dispatcher | undefined): Dispatcher {
  const kind = dispatcher.constructor;
  const problem = `the dispatcher "${kind.name}" of fetch cannot be replaced`;
  try {
    const fresh: unknown = Reflect.construct(kind, [kind.name === ADAPTER ? adapted : NO_PROXY]);
    if (isDispatcher(fresh)) {
      return fresh;
    }
  } catch (cause) {
    throw new InterceptionEscaped(problem, { cause });
  }
  throw new InterceptionEscaped(problem);
}
