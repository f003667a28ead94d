import type { ProviderKey, ProviderKeyStatus } from '../ports/key-records.ts';
import type { KeyOwner } from '../ports/key-vault.ts';
import {
  LlmError,
  type LlmErrorKind,
  type LlmProvider,
  type LlmRequest,
  type MonitoredProvider,
  PROVIDERS,
  type ProviderName,
  type ProviderStatus,
  type TextListener,
} from '../ports/llm-provider.ts';
import type { LlmProviders, Ports } from '../ports/ports.ts';
import { ProblemError } from './errors.ts';
import { CATALOGUE } from './models.ts';

type KeyPorts = Pick<Ports, 'database' | 'clock' | 'vault' | 'llm' | 'llmWithKey'>;
type LoggingPorts = KeyPorts & Pick<Ports, 'logger'>;

const LAST_CHARACTERS = 4;

/** What a failure says about the key; `null` says nothing. */
const LEARNED: Readonly<Record<LlmErrorKind, ProviderKeyStatus | null>> = {
  authentication: 'unauthorized',
  rate_limited: null,
  quota: null,
  model_not_found: null,
  invalid_request: null,
  content_filtered: 'usable',
  timeout: 'unreachable',
  network: 'unreachable',
  server: 'unreachable',
  malformed: null,
};

/** Asks the provider whether the key works, and stores it sealed, whatever the answer. */
export async function saveProviderKey(
  ports: LoggingPorts,
  wanted: KeyOwner & { readonly apiKey: string; readonly signal: AbortSignal },
): Promise<ProviderKey> {
  const { userId, provider, apiKey, signal } = wanted;
  const status = await verify(ports.llmWithKey(provider, apiKey), signal);
  const now = ports.clock.now();
  await ports.database.providerKeys.put({
    userId,
    provider,
    ...ports.vault.seal(apiKey, { userId, provider }),
    last4: apiKey.slice(-LAST_CHARACTERS),
    status,
    createdAt: now,
    updatedAt: now,
  });
  ports.logger.log('info', 'provider_key_saved', { userId, provider, status });
  return findProviderKey(ports, { userId, provider });
}

/** @throws ProblemError not_found */
export async function findProviderKey({ database }: Pick<Ports, 'database'>, owner: KeyOwner): Promise<ProviderKey> {
  const key = await database.providerKeys.find(owner);
  if (key === null) {
    throw noKey();
  }
  return key;
}

/** @throws ProblemError not_found */
export async function deleteProviderKey(
  { database, logger }: Pick<Ports, 'database' | 'logger'>,
  owner: KeyOwner,
): Promise<void> {
  if (!(await database.providerKeys.delete(owner))) {
    throw noKey();
  }
  logger.log('info', 'provider_key_deleted', { userId: owner.userId, provider: owner.provider });
}

/**
 * The providers as this user asks them: with the user's own key where there is one. Such a key that fails fails; the
 * server's own key never takes its place, since that would spend somebody else's money. A call with a key that cannot be
 * opened throws ProblemError provider_key_unreadable.
 */
export async function providersOf(ports: KeyPorts, userId: string): Promise<LlmProviders> {
  const keys = await ports.database.providerKeys.listOf(userId);
  const choose = (name: ProviderName): MonitoredProvider => {
    const key = keys.find(({ provider }) => provider === name);
    return key === undefined ? ports.llm[name] : withOwnKey(ports, key);
  };
  return { openai: choose('openai'), anthropic: choose('anthropic'), google: choose('google') };
}

export function isProvider(name: string | undefined): name is ProviderName {
  return PROVIDERS.some((provider) => provider === name);
}

/** What a call teaches about the key is stored, so that its owner sees it. */
function withOwnKey(ports: KeyPorts, key: ProviderKey): MonitoredProvider {
  const ask = (request: LlmRequest, signal: AbortSignal, onText?: TextListener) =>
    ports.llmWithKey(key.provider, opened(ports, key)).complete(request, signal, onText);
  let status: ProviderKeyStatus = key.status;
  const learn = async (learned: ProviderKeyStatus | null): Promise<void> => {
    if (learned !== null && learned !== status) {
      status = learned;
      await ports.database.providerKeys.setStatus({ ...key, status });
    }
  };
  return {
    provider: key.provider,
    get status(): ProviderStatus {
      return status;
    },
    complete: async (request, signal, onText) => {
      try {
        const answer = await ask(request, signal, onText);
        await learn('usable');
        return answer;
      } catch (error) {
        await learn(error instanceof LlmError ? LEARNED[error.kind] : null);
        throw error;
      }
    },
  };
}

/** @throws ProblemError provider_key_unreadable when its master key is not in the ring, KeyVaultError when it was changed */
function opened({ vault }: Pick<KeyPorts, 'vault'>, key: ProviderKey): string {
  if (!vault.knows(key.keyVersion)) {
    throw new ProblemError('provider_key_unreadable', `Store your key of ${key.provider} again, or delete it`);
  }
  return vault.open(key, key);
}

/** One short question: it proves more than a list of models, which a key without credit may read too. */
async function verify(provider: LlmProvider, signal: AbortSignal): Promise<ProviderKeyStatus> {
  try {
    await provider.complete(question(provider.provider), signal);
    return 'usable';
  } catch (error) {
    if (error instanceof LlmError) {
      return LEARNED[error.kind] ?? 'unverified';
    }
    throw error;
  }
}

function question(provider: ProviderName): LlmRequest {
  const model = CATALOGUE.find((candidate) => candidate.provider === provider);
  if (model === undefined) {
    throw new TypeError(`There is no model of ${provider}`);
  }
  const messages = [{ role: 'user', text: 'Reply with the word OK.' }] as const;
  return { model: model.id, system: null, messages, maxTokens: 64, temperature: null };
}

function noKey(): ProblemError {
  return new ProblemError('not_found', 'You have stored no key of this provider');
}
