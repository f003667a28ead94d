import { azureTestproxy } from './azure-testproxy.ts';
import { braintrustMsw } from './braintrust-msw.ts';
import { ddvcr } from './ddvcr.ts';
import { govcr } from './govcr.ts';
import { plainHar, pollyHar } from './har.ts';
import { httpmock } from './httpmock.ts';
import { httprr } from './httprr.ts';
import type { ImportFormat } from './import-format.ts';
import { nock } from './nock.ts';
import { ownCassette, rawBody } from './raw-body.ts';
import { rubyVcr, rVcr } from './ruby-vcr.ts';
import { vcrpy } from './vcrpy.ts';
import { wiremock } from './wiremock.ts';

/** Every format that is known. The first that recognises a file reads it. */
export const FORMATS: readonly ImportFormat[] = [
  httprr,
  ownCassette,
  pollyHar,
  plainHar,
  nock,
  azureTestproxy,
  braintrustMsw,
  ddvcr,
  vcrpy,
  govcr,
  rubyVcr,
  rVcr,
  httpmock,
  wiremock,
  rawBody,
];

/** The names of the formats that hold requests and answers. */
export const IMPORT_FORMATS: readonly string[] = FORMATS.filter((one) => one !== rawBody && one !== ownCassette).map(
  ({ name }) => name,
);
