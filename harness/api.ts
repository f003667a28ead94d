/** What a project imports from `ultra-parity`. Everything else is the inside of the harness and may change. */
export { HarnessError } from './base/harness-error.ts';
export { isProcessGone, processTag } from './base/process-tag.ts';
export type { Divergence } from './evidence/divergence.ts';
export type { EvidenceFault } from './evidence/evidence-fault.ts';
export type { LlmCall, OutgoingCall } from './evidence/llm-call.ts';
export type { Rule, RuleKind } from './evidence/rule.ts';
export type { HttpResponse, Tables } from './evidence/step.ts';
export type { Verdict } from './evidence/verdict.ts';
export { explored } from './explore/explored.ts';
export { type BenignMutant, defineBenign, defineMutant, type Mutant } from './prove/mutant.ts';
export type { Call } from './scenario/api/call.ts';
export { like } from './scenario/api/like.ts';
export {
  type Check,
  type CoverageConfig,
  defineParity,
  type Environment,
  type ExplorationConfig,
  type ParityConfig,
} from './scenario/api/parity-config.ts';
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
export { AuditTrail } from './scenario/engine/audit-trail.ts';
export type { Client } from './scenario/engine/client.ts';
export { holdsWithin, type Patience } from './scenario/engine/holds-within.ts';
export type { Reply } from './scenario/engine/reply.ts';
export type { RequestOptions } from './scenario/engine/send-request.ts';
export { type ScenarioOptions, scenario } from './scenario/scenario.ts';
export { type InProcessApp, inProcess } from './targets/in-process.ts';
export type { StubError } from './traffic/engine/stub-error.ts';
export type { StubReply } from './traffic/engine/stub-reply.ts';
export type { Json, JsonObject } from './values/json.ts';
export { valueAt } from './values/pointer.ts';
