import { describe, expect, test } from 'vitest';
import { AsyncDisposableStackOfNode22 } from './node-22.ts';

describe.each([
  ['the stack of this Node', AsyncDisposableStack],
  ['the stack for Node 22', AsyncDisposableStackOfNode22],
])('%s', (_, Stack) => {
  test('releases everything once, the last first', async () => {
    const released: string[] = [];
    const stack = new Stack();
    stack.use({ [Symbol.asyncDispose]: async () => void released.push('used') });
    stack.adopt('adopted', (value) => void released.push(value));
    stack.defer(() => void released.push('deferred'));
    stack.use(null);

    await stack.disposeAsync();
    await stack[Symbol.asyncDispose]();

    expect(released).toEqual(['deferred', 'adopted', 'used']);
    expect(stack.disposed).toBe(true);
  });

  test('hands what it holds to another', async () => {
    const released: string[] = [];
    const stack = new Stack();
    stack.use({ [Symbol.dispose]: () => void released.push('moved') });

    const owner = stack.move();
    await stack.disposeAsync();
    const before = [...released];
    await owner.disposeAsync();

    expect([before, released]).toEqual([[], ['moved']]);
    expect(() => stack.defer(() => undefined)).toThrow(ReferenceError);
  });

  test('releases the rest after a failure, and passes it on', async () => {
    const released: string[] = [];
    const stack = new Stack();
    stack.defer(() => void released.push('rest'));
    stack.defer(() => Promise.reject(new Error('stuck')));

    const disposing = stack.disposeAsync();

    await expect(disposing).rejects.toThrow('stuck');
    expect(released).toEqual(['rest']);
  });
});
