import { readsConfigMap } from "../../access/access-entry/authentication-mode";
import { type AwsAuth, EMPTY_AWS_AUTH } from "../../access/aws-auth/aws-auth";
import type { AccessDefinition } from "../definition";
import { rowsOf } from "../file-rows";
import { forgets } from "../retirement";
import { STAGE_FACTS } from "../stage";
import { renderedMode } from "./rendered-mode";

/** The two resources of modules/aws-auth: the ConfigMap, and its rows. */
export const AWS_AUTH_RESOURCES = ["kubernetes_config_map.aws_auth", "kubernetes_config_map_v1_data.aws_auth"] as const;

/** One of {@link AWS_AUTH_RESOURCES}. */
export type AwsAuthResource = (typeof AWS_AUTH_RESOURCES)[number];

/**
 * What becomes of the ConfigMap. Rows that were ours and are somebody else's now, or that left the file with `aws_auth` while
 * the mode reads them, are forgotten: a destroy would empty them.
 */
export interface RenderedAwsAuth {
  /** `kubernetes_config_map.aws_auth` */
  readonly create: boolean;
  /** `kubernetes_config_map_v1_data.aws_auth` */
  readonly manage: boolean;
  /** Out of state by `removed` blocks, should they be in it, and alive. */
  readonly forget: readonly AwsAuthResource[];
  /** The rows that are written. */
  readonly rows: AwsAuth;
}

/** What becomes of the rows at a stage: written, emptied, forgotten, or gone. */
export function renderedAwsAuth(definition: AccessDefinition): RenderedAwsAuth {
  const { awsAuth, migration } = definition;
  const nothing = { create: false, manage: false, forget: [], rows: EMPTY_AWS_AUTH };
  if (awsAuth === undefined) return { ...nothing, forget: mayServe(definition) ? forgotten(nothing) : [] };
  const create = awsAuth.createAwsAuthConfigmap ?? false;
  const manage = awsAuth.manageAwsAuthConfigmap ?? true;
  const rows = rowsOf(definition);
  switch (migration === undefined ? "declared" : STAGE_FACTS[migration.stage].rows) {
    case "declared":
      return { create, manage, forget: forgotten({ create, manage }), rows: create || manage ? rows : EMPTY_AWS_AUTH };
    case "emptied":
      if (forgets(definition)) return { ...nothing, forget: forgotten({ create: false, manage: false }) };
      return { create, manage, forget: forgotten({ create, manage }), rows: EMPTY_AWS_AUTH };
    case "gone":
      return { ...nothing, forget: migration?.retire === "forget" ? forgotten(nothing) : [] };
  }
}

/** Whether rows may serve somebody while the plan of a stage runs: at `api` too, whose plan switches the mode. */
function mayServe(definition: AccessDefinition): boolean {
  return readsConfigMap(renderedMode(definition)) || definition.migration?.stage === "api";
}

/** A toggle that goes from true to false would destroy its resource, and with it everybody's rows. */
function forgotten({ create, manage }: { create: boolean; manage: boolean }): AwsAuthResource[] {
  const toggled = { "kubernetes_config_map.aws_auth": create, "kubernetes_config_map_v1_data.aws_auth": manage };
  return AWS_AUTH_RESOURCES.filter((address) => !toggled[address]);
}
