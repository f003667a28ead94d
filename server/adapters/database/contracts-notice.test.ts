import { expect, test } from 'vitest';
import { ConstraintViolation } from '../../ports/constraint-violation.ts';
import type { RegisterTest } from '../../test-support/register-test.ts';
import { analysesContract } from './analyses.contract.ts';
import { databaseContract } from './database.contract.ts';
import { keyRecordsContract } from './key-records.contract.ts';
import { MemoryDatabase } from './memory-database.ts';

interface Breakage {
  readonly what: string;
  readonly break: (database: MemoryDatabase) => void;
  /** The tests that fail, and no others. */
  readonly noticedBy: readonly string[];
}

const BREAKAGES: readonly Breakage[] = [
  { what: 'nothing', break: () => undefined, noticedBy: [] },
  {
    what: 'an e-mail that may be taken twice',
    break: ({ users }) => {
      const { insert } = users;
      users.insert = async (user) => {
        await insert(user);
        return 'inserted';
      };
    },
    noticedBy: ['lets one of two simultaneous registrations have the e-mail'],
  },
  {
    what: 'a revocation that takes its time anew',
    break: ({ sessions }) => {
      const { revoke, find } = sessions;
      let last: Date | null = null;
      sessions.revoke = (id, at) => {
        last = at;
        return revoke(id, at);
      };
      sessions.find = async (id) => {
        const found = await find(id);
        return found?.session.revokedAt ? { ...found, session: { ...found.session, revokedAt: last } } : found;
      };
    },
    noticedBy: ['keeps the first time of a revocation', "revokes all of one user's sessions and nobody else's"],
  },
  {
    what: 'a session that comes with nobody',
    break: ({ sessions }) => {
      const { find } = sessions;
      sessions.find = async (id) => {
        const found = await find(id);
        return found === null ? null : { ...found, user: { ...found.user, id: found.session.id } };
      };
    },
    noticedBy: [
      'keeps a session with its times to the millisecond',
      'commits what a transaction did, and shows it nowhere before',
      'inserts a session only under the password that is still set',
    ],
  },
  {
    what: 'service keys without a limit',
    break: ({ serviceKeys }) => {
      const { insert } = serviceKeys;
      serviceKeys.insert = (key) => insert(key, Number.POSITIVE_INFINITY);
    },
    noticedBy: ['keeps no more live service keys of a user than it may, however many are made at once'],
  },
  {
    what: 'service keys that anybody may revoke',
    break: ({ serviceKeys }) => {
      const { revoke } = serviceKeys;
      serviceKeys.revoke = (key) => revoke({ ...key, userId: '00000000-0000-4000-8000-000000000001' });
    },
    noticedBy: ['revokes a service key once, and only for its owner'],
  },
  {
    what: 'service keys whose hashes may be equal',
    break: ({ serviceKeys }) => {
      const { insert } = serviceKeys;
      serviceKeys.insert = async (key, most) => {
        try {
          return await insert(key, most);
        } catch (error) {
          if (error instanceof ConstraintViolation) {
            return 'inserted';
          }
          throw error;
        }
      };
    },
    noticedBy: ['refuses a second service key with the same hash'],
  },
  {
    what: 'a provider key that is sealed anew over one that its owner has replaced',
    break: ({ providerKeys }) => {
      const { reseal, find } = providerKeys;
      providerKeys.reseal = async (change) => {
        const current = await find(change);
        return reseal({ ...change, from: current?.ciphertext ?? change.from });
      };
    },
    noticedBy: ['changes the status and the seal of a provider key only while it is the one that was read'],
  },
  {
    what: 'provider keys of which one version is forgotten',
    break: ({ providerKeys }) => {
      providerKeys.versions = async () => ['v2'];
    },
    noticedBy: ['names the provider keys that another master key seals, up to a limit'],
  },
  {
    what: 'a limit that reads and then writes',
    break: ({ rateLimits }) => {
      const { hit } = rateLimits;
      const first = new Map<string, ReturnType<typeof hit>>();
      rateLimits.hit = (request) => {
        const id = `${request.policy.name} ${request.principal} ${request.now.getTime()}`;
        const counted = first.get(id) ?? hit(request);
        first.set(id, counted);
        return counted;
      };
    },
    noticedBy: [
      'counts simultaneous requests one after another, up to the limit and one',
      'takes several permits at once, and says when some are over the limit',
    ],
  },
  {
    what: 'a limit that counts everybody as one',
    break: ({ rateLimits }) => {
      const { hit } = rateLimits;
      rateLimits.hit = (request) => hit({ ...request, principal: 'all' });
    },
    noticedBy: [
      'counts policies and principals apart, and begins again when the window has ended',
      'forgets the windows that have ended and no others',
    ],
  },
  {
    what: 'a limit that never forgets',
    break: ({ rateLimits }) => {
      rateLimits.forget = async () => undefined;
    },
    noticedBy: ['forgets the windows that have ended and no others'],
  },
  {
    what: 'an idempotency key that two may have',
    break: ({ analyses }) => {
      const { claim } = analyses;
      analyses.claim = async (request) => {
        const claimed = await claim(request);
        return claimed.status === 'pending' ? { status: 'claimed' } : claimed;
      };
    },
    noticedBy: [
      'lets one of two simultaneous requests have an idempotency key',
      'lets another request take over a claim that has expired, and its first holder store without the key',
    ],
  },
];

test.each(BREAKAGES)('the contract of a database notices $what', async ({ break: breakIt, noticedBy }) => {
  const tests = contractsOf(async () => {
    const database = await new MemoryDatabase().connect();
    breakIt(database);
    return database;
  });

  const failed: string[] = [];
  for (const { title, run } of tests) {
    await run().catch(() => failed.push(title));
  }

  expect(failed.toSorted()).toStrictEqual([...noticedBy].sort());
});

function contractsOf(open: () => Promise<MemoryDatabase>) {
  const tests: { readonly title: string; readonly run: () => Promise<void> }[] = [];
  const register: RegisterTest = (title, run) => {
    tests.push({ title, run });
  };
  databaseContract(open, register);
  analysesContract(open, register);
  keyRecordsContract(open, register);
  return tests;
}
