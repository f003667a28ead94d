import type { SetUpRequest } from 'ultra-parity';
import { pickAmbient, realEnvironment } from './real-environment.ts';

/**
 * The port the server listens on inside its container; the engine maps it to a free one of this machine. It is not the
 * default of the image, so that a server or a health check that does not heed PORT is found out.
 */
export const PORT_IN_CONTAINER = 18_080;

export interface ContainerRequest extends Pick<SetUpRequest, 'env' | 'given' | 'llm'> {
  readonly databaseUrl: string;
  /** The name of this machine inside the container, where the gateway is. */
  readonly hostName: string;
}

/** The environment of a server in real mode that runs in a container of its own. */
export function containerEnvironment({ databaseUrl, hostName, ...request }: ContainerRequest): Record<string, string> {
  const { llm } = request;
  const seen = (url: string) => url.replace('//127.0.0.1:', `//${hostName}:`);
  const reachable =
    llm === undefined
      ? undefined
      : { ...llm, openai: seen(llm.openai), anthropic: seen(llm.anthropic), google: seen(llm.google) };
  return {
    ...pickAmbient(request),
    ...realEnvironment({ ...request, llm: reachable }, databaseUrl),
    HOST: '0.0.0.0',
    PORT: String(PORT_IN_CONTAINER),
  };
}
