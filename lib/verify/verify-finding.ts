import type { AuthenticationMode } from "../access/access-entry/authentication-mode";
import type { CodeOf } from "../finding/catalogue";
import { principalNameOf } from "../access/principal/principal-name";
import { findingsIn } from "../finding/finding";
import type { JudgedFinding } from "../migration/acceptance";
import type { ClusterDefinition } from "../inventory/definition/cluster-definition";
import type { StagedCluster } from "../migration/staged-cluster";
import type { LiveData } from "../sources/live-data";

/** A cluster file at its stage, and the live cluster that is held against it. */
export interface Held {
  readonly staged: StagedCluster<ClusterDefinition>;
  /** `clusters/demo.yaml` */
  readonly file: string;
  /** Name of its stack: `demo`. */
  readonly stack: string;
  readonly live: LiveData;
}

/** One way in which the live cluster is not what the file says. */
export type Deviation = JudgedFinding;

const found = findingsIn("verify");

/** What a deviation says beside its code. */
interface Said extends Pick<Deviation, "message" | "help" | "principal"> {
  readonly severity?: Deviation["severity"];
}

/** Makes a deviation at a place of the file. */
export function deviation(code: CodeOf<"verify">, path: string, { principal, ...said }: Said): Deviation {
  return { ...found(code, path, said), ...(principal === undefined ? {} : { principal }) };
}

/** A principal as it is printed: `role dev`. */
export function nameIn({ staged }: Held, arn: string): string {
  return principalNameOf(arn, staged.definition.accountId);
}

/** The mode that the cluster has, and where nobody tells it that of the file. */
export function modeOf({ staged, live }: Held): AuthenticationMode {
  return live.cluster?.mode ?? staged.rendering.mode;
}

/** Where a deviation stands that is about the cluster as a whole. */
export function stagePath({ migration }: ClusterDefinition): string {
  return migration === undefined ? "authentication_mode" : "migration.stage";
}

/** `a, b` in backticks, or `none`. */
export function quotedList(texts: readonly string[]): string {
  return texts.length === 0 ? "none" : texts.map((text) => `\`${text}\``).join(", ");
}

/** Whether two lists hold the same texts, in any order. */
export function sameSet(one: readonly string[], other: readonly string[]): boolean {
  const key = (texts: readonly string[]): string => JSON.stringify([...new Set(texts)].sort());
  return key(one) === key(other);
}

/** What to do where nobody told: the right that the call needs, or the output of the command that makes it. */
export function tell({ staged }: Held, command: string, options = ""): string {
  const named = command === "aws eks describe-cluster" ? "--name" : "--cluster-name";
  const of = command.startsWith("aws eks ") ? ` ${named} ${staged.definition.clusterName}` : "";
  const all = `${command}${of}${options === "" ? "" : ` ${options}`}`;
  return `give the caller the right to read it (docs/permissions.md), or \`${all} > FILE\`, and add FILE to the files of \`--live\``;
}

/** ` (eks:ListAccessEntries: AccessDeniedException …)`, where a call was made and not answered. */
export function because({ unread = [] }: LiveData, actions: readonly string[], of?: string): string {
  const call = unread.find((one) => actions.includes(one.action) && (of === undefined || one.of === of));
  return call === undefined ? "" : ` (${call.action}: ${call.reason})`;
}
