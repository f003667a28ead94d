/** What a project imports from `ultra-parity`. Everything else is the inside of the harness and may change. */
export type { Divergence } from './compare/divergence.ts';
export type { Rule, RuleKind } from './compare/rule.ts';
export type { Verdict } from './compare/verdict.ts';
export type { Call } from './explore/call.ts';
export { explored } from './explore/explored.ts';
export type { Json, JsonObject } from './observe/json.ts';
export type { LlmCall, OutgoingCall } from './observe/llm-call.ts';
export { defineMutant, type Mutant } from './prove/mutant.ts';
export type { StandInReply } from './record/stand-in-reply.ts';
export { type InProcessApp, inProcess } from './scenario/in-process.ts';
export { like } from './scenario/like.ts';
export { type Check, defineParity, type Environment, type ParityConfig } from './scenario/parity-config.ts';
export { type ScenarioOptions, scenario } from './scenario/scenario.ts';
export type {
  ArrangedTarget,
  ArrangeRequest,
  Booted,
  PreparedTarget,
  PrepareRequest,
  Target,
} from './scenario/target.ts';
