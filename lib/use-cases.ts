/**
 * What the command line does, for other programs: data in, data out. No file is read, nothing is printed, no process is
 * ended. Loads no cdktf: `import { check } from "eks-access/use-cases"`.
 * @packageDocumentation
 */
export { check, type ClusterFiles, clusterFileOf } from "./app/check/check";
export { checkLive } from "./app/check/check-live";
export { checkUsage } from "./app/check/check-usage";
export { compareFiles, compareStages } from "./app/explain/explain-difference";
export type { ExplainedFile, NamedDifference } from "./app/explain/explained-file";
export { explainFiles, type ExplainedFiles, type ExplainRequest, principalOf } from "./app/explain/explain-files";
export { importCluster, type Imported, type ImportRequest } from "./app/import/import-cluster";
export {
  type PlanContext,
  type PlanSource,
  reviewedClusters,
  reviewPlan,
  type SavedPlan,
} from "./app/review/review-plan";
export { advanceRing, type RingRequest, type RingStep } from "./app/ring/advance-ring";
export { type ReadMember, type RingEvidence, ringMembers } from "./app/ring/ring-members";
export { type ClusterStatus, type FleetStatus, fleetStatus, type StatusRequest } from "./app/status/fleet-status";
export type { StepResult } from "./app/step/step-result";
export { type StepRequest, takeStep } from "./app/step/take-step";
export type { Unanswered } from "./app/unanswered";
export { type ReplayReport, replayOf, stepNamed } from "./app/usage/replay-of";
export { type UsageReport, usageOf } from "./app/usage/usage-of";
export { type VerifiedCluster, verify, type VerifyRequest } from "./app/verify/verify";
export type { Finding } from "./finding/finding";
export { ringNamed } from "./fleet/ring";
export { readVerdicts, type VerifyVerdict } from "./fleet/verdict";
export type { FileFinding } from "./inventory/file-findings";
export type { Fleet } from "./inventory/fleet";
export { readFleetSource } from "./inventory/fleet-file/fleet-source";
export type { PlanReview } from "./rules/review/review";
export { type LastUse, parseLastUse } from "./usage/last-use";
export { LogReader } from "./usage/logs/read-logs";
