/** What a project imports from `ultra-parity`. Everything else is the inside of the harness and may change. */
import './base/node-22.ts';

export { HarnessError } from './base/harness-error.ts';
export { isProcessGone, processTag } from './base/process-tag.ts';
export type { AuditEvent } from './evidence/audit-event.ts';
export type { Divergence } from './evidence/divergence.ts';
export type { EvidenceFault } from './evidence/evidence-fault.ts';
export type { LlmCall, LlmMessage, LlmToolCall, OutgoingCall } from './evidence/llm-call.ts';
export type { OutgoingRequest } from './evidence/outgoing-request.ts';
export type { Rule } from './evidence/rule.ts';
export type { RuleKind } from './evidence/rule-kind.ts';
export type { Tables } from './evidence/step.ts';
export type { Verdict } from './evidence/verdict.ts';
export { replayedSequence } from './explore/replayed-sequence.ts';
export { type BenignMutant, defineBenign, defineMutant, type Mutant } from './prove/mutant/mutant.ts';
export type {
  AbortObservation,
  Client,
  ConcurrentRequest,
  PendingRequest,
  PendingRequestOptions,
  RequestOptions,
} from './scenario/api/client.ts';
export type { Environment } from './scenario/api/environment.ts';
export type { GeneratedRequest } from './scenario/api/generated-request.ts';
export type { HttpResponse } from './scenario/api/http-response.ts';
export { like, type Matcher } from './scenario/api/like.ts';
export type {
  ChannelsObservation,
  StartObservation,
  StopObservation,
  TablesObservation,
} from './scenario/api/observations.ts';
export {
  type Check,
  type CoverageConfig,
  defineParity,
  type ExplorationConfig,
  type ParityConfig,
} from './scenario/api/parity-config.ts';
export type { Replies, RepliesExpectation, ResponsesExpectation } from './scenario/api/replies.ts';
export type { Reply, ReplyExpectation, StepExpectation } from './scenario/api/reply.ts';
export type { Drive, ScenarioContext, Stopping } from './scenario/api/scenario-context.ts';
export type {
  PreparedTarget,
  PrepareRequest,
  SetUpRequest,
  StartResult,
  StopHandle,
  StopResult,
  Target,
  TargetInstance,
  TargetWitness,
} from './scenario/api/target.ts';
export type { TargetOption, TargetOptions } from './scenario/api/target-option.ts';
export { AuditTrail } from './scenario/engine/audit-trail.ts';
export { holdsWithin, type Patience } from './scenario/engine/holds-within.ts';
export { type ScenarioOptions, scenario } from './scenario/scenario.ts';
export { type InProcessApp, type InProcessOptions, inProcess } from './targets/in-process.ts';
export type { StubError, StubReply } from './traffic/api/stub-reply.ts';
export type { UpstreamKind, Upstreams } from './traffic/api/upstreams.ts';
export type { VolatilePlace } from './traffic/api/volatile-place.ts';
export type { TrafficFault } from './traffic/cassette/traffic-fault.ts';
export {
  cutAfterEvent,
  emptyToolArguments,
  finishReason,
  malformedJson,
  rateLimited,
  reset,
  stall,
  truncateInsideUtf8,
} from './traffic/engine/replay/traffic-faults.ts';
export type { Json, JsonObject } from './values/json.ts';
export { valueAt } from './values/pointer.ts';
