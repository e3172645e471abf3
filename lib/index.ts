/**
 * What other programs may use: the stacks, what they are made of, and the use cases. The stacks load cdktf: a program that
 * draws none imports `eks-access/use-cases`.
 * @packageDocumentation
 */
export { AccessStack } from "../stacks/access-stack";
export type { ClusterStackProps } from "./inventory/definition/cluster-props";
export { EksStack } from "../stacks/eks-stack";
export { ValidationError } from "./finding/validation-error";
export { ModuleStack } from "../stacks/module/module-stack";
export type { ClusterDefinition } from "./inventory/definition/cluster-definition";
export { validateDefinition } from "./inventory/validation/validate-definition";
export type { AccessDefinition, AwsAuthDefinition, MigrationDefinition, Acceptance } from "./migration/definition";
export { StagedCluster } from "./migration/staged-cluster";
export { synthesizeClusters } from "./synthesize-clusters";
export * from "./use-cases";
