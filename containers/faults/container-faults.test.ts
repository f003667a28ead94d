import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { findEngine } from '../engine/find-engine.ts';
import { findImage } from '../engine/images.ts';
import { LOCAL_NODE_IMAGE } from '../images/image-names.ts';
import { type SealedContainer, startSealedContainer } from '../images/sealed-container.ts';
import { containerFaults } from './container-faults.ts';

/** Six ticks. */
const STILL_MS = 300;
const found = await findEngine(process.env);
const isRequired = process.env['PARITY_REQUIRE']?.split(',').includes('container') ?? false;
const isThere = found.found && (await findImage(found.engine, LOCAL_NODE_IMAGE)) !== null;
const reason = found.found ? `with ${LOCAL_NODE_IMAGE}` : found.why;

function started(): Promise<SealedContainer> {
  if (!found.found) {
    throw new Error(found.why);
  }
  const runId = randomBytes(5).toString('hex');
  return startSealedContainer({
    engine: found.engine,
    image: LOCAL_NODE_IMAGE,
    command: ['node', '--eval', 'setInterval(() => console.log("tick"), 50)'],
    variables: {},
    port: 80,
    network: 'bridge',
    runId,
  });
}

function openFaults({ id }: SealedContainer) {
  if (!found.found) {
    throw new Error(found.why);
  }
  return containerFaults(found.engine, id);
}

async function ticks(container: SealedContainer): Promise<number> {
  return (await container.log()).stdout.split('\n').length;
}

/** Reads until two readings with a pause between them are the same: what was written before comes late on a busy machine. */
async function lastTick(container: SealedContainer): Promise<number> {
  let seen = 0;
  const isStill = async () => {
    const before = seen;
    seen = await ticks(container);
    return seen === before;
  };
  await expect.poll(isStill, { timeout: 60_000, interval: STILL_MS }).toBe(true);
  return seen;
}

describe.skipIf(!isThere && !isRequired)(`a container (${reason})`, { timeout: 120_000 }, () => {
  test('is killed, and starts again', async () => {
    await using container = await started();
    const faults = openFaults(container);

    await faults.kill();
    await expect.poll(container.state, { timeout: 30_000 }).toMatchObject({ isRunning: false });
    await faults.start();

    await expect(container.state()).resolves.toMatchObject({ isRunning: true });
  });

  test('stands still while it is paused, and goes on', async () => {
    await using container = await started();
    const faults = openFaults(container);
    await expect.poll(() => ticks(container), { timeout: 60_000 }).toBeGreaterThan(1);

    await faults.pause();
    const before = await lastTick(container);
    await new Promise((resolve) => setTimeout(resolve, STILL_MS));
    const during = await ticks(container);
    await faults.resume();

    expect(during).toBe(before);
    await expect.poll(() => ticks(container), { timeout: 60_000 }).toBeGreaterThan(during);
  });

  test('stops and restarts', async () => {
    await using container = await started();
    const faults = openFaults(container);

    await faults.stop(0);
    const stopped = await container.state();
    await faults.restart(0);

    expect(stopped.isRunning).toBe(false);
    await expect(container.state()).resolves.toMatchObject({ isRunning: true });
  });

  test('writes nowhere but to /tmp, and has no capability and no way to gain one', async () => {
    await using container = await started();

    const written = await container.run(['sh', '-c', 'echo x > /file']);
    const temporary = await container.run(['sh', '-c', 'echo x > /tmp/file && cat /tmp/file']);
    const status = await container.run(['grep', '-E', '^(CapEff|CapBnd|NoNewPrivs)', '/proc/self/status']);

    expect(written.exitCode).not.toBe(0);
    expect(written.output).toContain('Read-only file system');
    expect(temporary.output).toBe('x\n');
    expect(status.output.replaceAll(/\s+/g, ' ')).toBe(
      'CapEff: 0000000000000000 CapBnd: 0000000000000000 NoNewPrivs: 1 ',
    );
  });
});
