import type { ChannelView } from '../../../channels/channel.ts';
import { findChannel, findChannels } from '../../../channels/channels.ts';
import { listSteps } from '../../../channels/seen-steps.ts';
import type { Divergence } from '../../../evidence/divergence.ts';
import type { ReportInput } from '../../content/report-input.ts';

/** What the page knows of a channel. */
export interface ChannelData {
  readonly name: string;
  readonly title: string;
  readonly view: ChannelView;
}

/** Every channel of the run, in the order in which a step shows them. */
export function listChannels({ evidence }: ReportInput): ChannelData[] {
  const steps = evidence.transcripts.flatMap((transcript) => listSteps(transcript).map(({ step }) => step));
  return findChannels(steps).map(({ name, title, view }) => ({ name, title, view }));
}

/** Where a divergence lies, for people: `response body /code`, `table sessions, row 1 /revoked_at`. */
export function describePlace({ channel, pointer }: Pick<Divergence, 'channel' | 'pointer'>, subject?: string): string {
  return findChannel(channel).describePointer(pointer, subject);
}

/** Whether a divergence seldom explains the others of its step. */
export function isSecondary({ channel, pointer }: Divergence): boolean {
  return findChannel(channel).isSecondary?.(pointer) === true;
}
