import { ref, Token } from "cdktf";
import type { RenderedAwsAuth } from "../../lib/migration/rendering/rendered-aws-auth";
import { literal, literals } from "../../lib/eks/address/literal";
import type { ClusterDefinition } from "../../lib/inventory/definition/cluster-definition";
import { moduleVersion } from "../../lib/inventory/definition/module/module-findings";
import { moduleReference, type ModuleReference } from "../../lib/inventory/definition/module/module-reference";
import { REGISTRY_SOURCE, subModule } from "../../lib/inventory/schema/sections/module";
import type { StagedCluster } from "../../lib/migration/staged-cluster";
import { nameInVersion } from "../../lib/module/name-in-version";
import { isNoneInObject } from "../../lib/module/none-value";
import { entryValue } from "../../lib/overlay/files/entry-value";

/** How the module and its sub-module are called. */
export interface RenderedCall {
  readonly name: string;
  readonly source: string;
  /** @default the source tells it: a folder, a repository */
  readonly version?: string;
  readonly awsAuthName: string;
  readonly awsAuthSource: string;
  /** @default it has the name that it always had */
  readonly formerly?: string;
  /** @default the sub-module's call has the name that it always had */
  readonly awsAuthFormerly?: string;
}

/** The calls of a definition, with what it leaves out. */
export function moduleCallOf(definition: Pick<ClusterDefinition, "module">): RenderedCall {
  const { name = "eks", source = REGISTRY_SOURCE, awsAuthName = "aws_auth", awsAuthSource } = definition.module ?? {};
  const { formerly, awsAuthFormerly } = definition.module ?? {};
  return {
    name,
    source,
    ...(isRegistry(source) ? { version: moduleVersion(definition) } : {}),
    awsAuthName,
    awsAuthSource: awsAuthSource ?? within(source),
    ...(formerly === undefined ? {} : { formerly }),
    ...(awsAuthFormerly === undefined ? {} : { awsAuthFormerly }),
  };
}

/** The version of a sub-module that names none: the module's, whose package it is in; undefined for what is no sub-module of it. */
export function versionBeside(definition: Pick<ClusterDefinition, "module">, source: string): string | undefined {
  return isRegistry(source) && subModule(source) !== undefined ? moduleVersion(definition) : undefined;
}

/** A registry alone takes a version: `terraform-aws-modules/eks/aws`, `app.terraform.io/acme/eks/aws`. */
function isRegistry(source: string): boolean {
  return /^(?:[\w.-]+\.[\w.-]+\/)?[\w-]+\/[\w-]+\/[\w-]+(?:\/\/.*)?$/.test(source);
}

/** The sub-module in the same package: its folder, behind `//` where the source is no folder of this machine. */
function within(source: string): string {
  const [address = "", query] = source.split("?");
  const folder = /^\.\.?\//.test(source) ? "/modules/aws-auth" : "//modules/aws-auth";
  return `${address.replace(/\/+$/, "")}${folder}${query === undefined ? "" : `?${query}`}`;
}

/** Arguments of the module: those that decide access, and the file's own. */
export interface EksArguments {
  /** Literal: they wait for the guards. */
  readonly access: Readonly<Record<string, unknown>>;
  /** Ready for Terraform JSON. */
  readonly own: Readonly<Record<string, unknown>>;
}

/** What the module is called with at a stage, by the names of its version. */
export function eksArguments({ definition, rendering }: StagedCluster<ClusterDefinition>): EksArguments {
  const { clusterName, tags, outpostConfig, enableClusterCreatorAdminPermissions: creator } = definition;
  const version = moduleVersion(definition);
  const nameOf = (variable: string): string => nameInVersion(variable, version) ?? variable;
  const entries = Object.entries(rendering.entries).map(([key, entry]) => [key, entryValue(entry)] as const);
  const outpost = outpostConfig && {
    control_plane_instance_type: outpostConfig.controlPlaneInstanceType,
    outpost_arns: outpostConfig.outpostArns,
  };
  const own = Object.entries(definition.moduleVariables ?? {});
  return {
    access: {
      authentication_mode: rendering.mode,
      access_entries: literals<unknown>(Object.fromEntries(entries)),
      ...(creator === undefined ? {} : { enable_cluster_creator_admin_permissions: rendering.creatorAdmin }),
    },
    own: {
      [nameOf("cluster_name")]: literal(clusterName),
      ...(tags === undefined ? {} : { tags: literals<unknown>(tags) }),
      ...(outpost === undefined ? {} : { outpost_config: literals<unknown>(outpost) }),
      ...Object.fromEntries(
        own.map(([name, value]): [string, unknown] => [
          nameOf(name),
          isNoneInObject(name, version, value) ? NONE : evaluated(value),
        ]),
      ),
    },
  };
}

/** CDKTF drops a bare null, and the module's default takes its place. */
const NONE = "${null}";

/** Arguments of another module, as the file has them. */
export function otherArguments(own: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(own).map(([name, value]) => [name, evaluated(value)]));
}

/** Arguments of modules/aws-auth. */
export function awsAuthArguments({ create, manage, rows }: RenderedAwsAuth): Record<string, unknown> {
  return {
    create_aws_auth_configmap: create,
    manage_aws_auth_configmap: manage,
    aws_auth_roles: rows.roles.map(({ row }) => row),
    aws_auth_users: rows.users.map(({ row }) => row),
    aws_auth_accounts: rows.accounts.map(({ row }) => row),
  };
}

/** `cluster_endpoint` is an output of the module, `{ module, output }` one of another module. */
export function outputExpression(definition: ClusterDefinition, output: unknown): string {
  const reference = moduleReference(output);
  if (reference !== undefined) return expression(reference);
  return expression({ kind: "module", name: moduleCallOf(definition).name, output: String(output) });
}

/** A value as Terraform JSON has it: texts literal, references evaluated. */
function evaluated(value: unknown): unknown {
  const reference = moduleReference(value);
  if (reference !== undefined) return expression(reference);
  if (Array.isArray(value)) return value.map(evaluated);
  if (typeof value === "string") return literal(value);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [literal(key), evaluated(item)]),
  );
}

/** Tags of what the stack makes beside the module, references evaluated. */
export function ownTags({
  tags = {},
  moduleVariables,
}: Pick<ClusterDefinition, "moduleVariables" | "tags">): Readonly<Record<string, string>> {
  const passed = moduleVariables?.tags;
  if (typeof passed !== "object" || passed === null) return tags;
  const whole = moduleReference(passed);
  if (whole !== undefined) return Token.asStringMap(ref(addressOf(whole)));
  return Object.fromEntries(
    Object.entries(passed).map(([key, value]: [string, unknown]) => {
      const reference = moduleReference(value);
      return [key, reference === undefined ? String(value) : Token.asString(ref(addressOf(reference)))];
    }),
  );
}

function expression(reference: ModuleReference): string {
  return `\${${addressOf(reference)}}`;
}

function addressOf({ kind, name, output }: ModuleReference): string {
  const [from, field] = kind === "from" ? ["data.terraform_remote_state", "outputs."] : ["module", ""];
  return `${from}.${name}.${field}${output}`;
}
