/** What a project imports from `ultra-parity`. Everything else is the inside of the harness and may change. */
export type { Divergence } from './evidence/divergence.ts';
export type { LlmCall, OutgoingCall } from './evidence/llm-call.ts';
export type { Rule, RuleKind } from './evidence/rule.ts';
export type { Verdict } from './evidence/verdict.ts';
export { explored } from './explore/explored.ts';
export { defineMutant, type Mutant } from './prove/mutant.ts';
export type { Call } from './scenario/api/call.ts';
export { like } from './scenario/api/like.ts';
export { type Check, defineParity, type Environment, type ParityConfig } from './scenario/api/parity-config.ts';
export type {
  PreparedTarget,
  PrepareRequest,
  SetUpRequest,
  StartResult,
  Target,
  TargetInstance,
} from './scenario/api/target.ts';
export { type ScenarioOptions, scenario } from './scenario/scenario.ts';
export { type InProcessApp, inProcess } from './targets/in-process.ts';
export type { StubReply } from './traffic/engine/stub-reply.ts';
export type { Json, JsonObject } from './values/json.ts';
