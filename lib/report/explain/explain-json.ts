import type { ExplainedFile, NamedDifference } from "../../app/explain/explained-file";
import type { AttachedPolicy } from "../../access/access-policy/access-policy";
import { type IamArn, printArn } from "../../access/principal/arn";
import { isAnyoneElse } from "../../access/principal/anyone-else";
import type { AccessChange } from "../../migration/explanation/access-change";
import { type AccessStep, madeByEksFor } from "../../migration/explanation/access-step";
import { cellReason } from "../../migration/explanation/cell-reason";
import type { StagedAccess } from "../../migration/explanation/staged-access";
import { lastUseOf } from "../../usage/last-use";
import { FORMAT_VERSION, jsonFinding, jsonText } from "../text/jsonable";
import type { ExplainJson } from "../schema/explain-json";

type ClusterJson = ExplainJson["clusters"][number];
type PrincipalJson = ClusterJson["principals"][number];
type AccessJson = PrincipalJson["steps"][number]["access"];

/** `eks-access explain --format json`; its schema is docs/schemas/explain.schema.json. */
export function explainJsonText(files: readonly ExplainedFile[], question?: string): string {
  return jsonText({
    format_version: FORMAT_VERSION,
    command: "explain",
    ...(question === undefined ? {} : { question }),
    clusters: files.map(clusterJson),
  } satisfies ExplainJson);
}

/** `eks-access explain --diff A B --format json` */
export function differenceJsonText(differences: readonly NamedDifference[]): string {
  return jsonText({
    format_version: FORMAT_VERSION,
    command: "explain",
    clusters: [],
    differences: differences.map(({ names, difference }) => ({
      from: names.before,
      to: names.after,
      principals: difference.principals.map(({ principal, before, after, change }) => ({
        ...subject(principal),
        before: accessJson(before),
        after: accessJson(after),
        changes: changesJson(change),
      })),
    })),
  } satisfies ExplainJson);
}

function clusterJson(file: ExplainedFile): ClusterJson {
  const { steps, principals, notes } = file.explanation;
  return {
    cluster_name: file.clusterName,
    file: file.file,
    steps: steps.map(stepJson),
    principals: principals.map(({ principal, cells, changes }, i) => ({
      ...subject(principal),
      named: file.isNamed,
      ...lastSeen(file, principal),
      steps: steps.map((step, s) => {
        const answer = file.answers?.[i]?.[s];
        return {
          step: step.name,
          access: accessJson(cells[s]),
          reason: cellReason(step, principal),
          changes: changesJson(changes[s]),
          ...(answer === undefined ? {} : { answer }),
        };
      }),
    })),
    notes: [...notes],
    findings: file.findings.map(jsonFinding),
  };
}

function stepJson({ name, stage, wave, state, isCurrent }: AccessStep): ClusterJson["steps"][number] {
  return {
    name,
    ...(stage === undefined ? {} : { stage }),
    ...(wave === undefined ? {} : { wave }),
    mode: state.mode,
    current: isCurrent,
  };
}

function subject(principal: IamArn): Pick<PrincipalJson, "arn" | "account"> {
  const account = principal.accountId;
  return isAnyoneElse(principal) ? { account } : { arn: printArn(principal), account };
}

/** Left out without a log, and of whoever was not seen. */
function lastSeen({ use }: ExplainedFile, principal: IamArn): Pick<PrincipalJson, "last_seen"> {
  const last = use === undefined || isAnyoneElse(principal) ? undefined : lastUseOf(use, principal);
  return last === undefined ? {} : { last_seen: new Date(last).toISOString() };
}

function changesJson(change: AccessChange | undefined): PrincipalJson["steps"][number]["changes"] {
  return (change?.parts ?? []).map(({ kind, words }) => ({ kind, words }));
}

function accessJson(access: StagedAccess | undefined): AccessJson {
  if (access?.kind !== "access") return { kind: access?.kind ?? "unknown" };
  const { through, username, groups, policies } = access;
  return {
    kind: "access",
    through: throughJson(through),
    username,
    groups: [...groups],
    policies: policies.map(policyJson),
  };
}

function throughJson(
  through: Extract<StagedAccess, { kind: "access" }>["through"],
): Extract<AccessJson, { kind: "access" }>["through"] {
  if (through.by === "row") return { by: "row", section: through.place.section, index: through.place.index };
  const madeFor = madeByEksFor(through.key);
  return madeFor === undefined ? { by: "entry", key: through.key } : { by: "eks", principal: madeFor };
}

function policyJson({ name, scope }: AttachedPolicy): { name: string; namespaces?: string[] } {
  return scope.type === "cluster" ? { name } : { name, namespaces: [...scope.namespaces] };
}
