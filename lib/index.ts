/**
 * What other programs may use: the stacks, what they are made of, and the use cases. A program that draws no stack imports the
 * use cases from `lib/app`: the stacks load cdktf.
 */
export { AccessStack } from "../stacks/access-stack";
export type { ClusterStackProps } from "../stacks/cluster-stack-props";
export { EksStack } from "../stacks/eks-stack";
export type { ClusterDefinition } from "./inventory/definition/cluster-definition";
export { validateDefinition } from "./inventory/definition/validate-definition";
export { StagedCluster } from "./migration/staged-cluster";
export { check, type ClusterFiles, clusterFileOf } from "./app/check/check";
export { checkLive } from "./app/check/check-live";
export { explainFiles, type ExplainedFiles, type ExplainRequest, principalOf } from "./app/explain/explain-files";
export { compareFiles, compareStages } from "./app/explain/explain-difference";
export type { ExplainedFile, NamedDifference } from "./app/explain/explained-file";
export { importCluster, type Imported } from "./app/import/import-cluster";
export { type PlanContext, type PlanSource, reviewedClusters, reviewPlan } from "./app/review/review-plan";
export type { StepResult } from "./app/step/step-result";
export { type StepRequest, takeStep } from "./app/step/take-step";
export type { Unanswered } from "./app/unanswered";
