import type { Code } from "../../finding/catalogue";
import { isClusterAdminEntry } from "../../access/effective/cluster-admin";
import { type IamArn, printArn } from "../../access/principal/arn";
import { type Comparison, compareAccess, type Difference } from "../../access/effective/comparison";
import { CLUSTER_ADMIN } from "../../access/access-policy/access-policy";
import { describeRight, type Right } from "../../access/effective/right";
import { placeName } from "../../access/aws-auth/aws-auth";
import { principalId } from "../../access/principal/principal-id";
import { optsIn } from "../acceptance";
import { type AccessStep, madeByEksFor } from "./access-step";
import { gapKeys } from "../gate/gate-gap";
import { type StagedAccess, stagedAccess } from "./staged-access";

/** What a change weighs: rights lost, rights won, not known, another name, rights won, or another way to the same. */
export const CHANGE_KINDS = ["lost", "unknown", "renamed", "gap", "gained", "moved", "same"] as const;

/** One of {@link CHANGE_KINDS}. */
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** What one step changes for one principal. */
export interface AccessChange {
  readonly principal: IamArn;
  /** The worst of what changes, in the order of {@link CHANGE_KINDS}. */
  readonly kind: ChangeKind;
  readonly parts: readonly ChangePart[];
}

/** One thing that changes, in words: `from mapRoles[1] to access entry admin`, `loses …`. */
export interface ChangePart {
  readonly kind: ChangeKind;
  readonly words: string;
}

/** What changes for these principals from one step to another, in words; who keeps everything is left out. */
export function accessChanges(before: AccessStep, after: AccessStep, principals: readonly IamArn[]): AccessChange[] {
  const comparison = indexed(compareAccess(before.state, after.state));
  const gaps = gapsOf(after);
  return principals.flatMap((principal) => {
    const pair = { before: stagedAccess(before, principal), after: stagedAccess(after, principal) };
    if (isSame(pair)) return [];
    const parts = [
      ...passage(pair),
      ...(isTold(pair) ? differences(principal, { comparison, before, after }, pair) : []),
      ...gap(pair, after, gaps),
    ];
    const kinds = parts.map((part) => part.kind);
    const kind = CHANGE_KINDS.find((each) => kinds.includes(each)) ?? "same";
    return [{ principal, kind, parts }];
  });
}

/** `mapRoles[2]`, `access entry admin`, `EKS's own access entry` */
export function throughName(access: StagedAccess): string {
  switch (access.kind) {
    case "none":
      return "nothing";
    case "unknown":
      return "unknown";
    case "access": {
      const { through } = access;
      if (through.by === "row") return placeName(through.place);
      return madeByEksFor(through.key) !== undefined ? "EKS's own access entry" : `access entry ${through.key}`;
    }
  }
}

interface Pair {
  readonly before: StagedAccess;
  readonly after: StagedAccess;
}

/** Of who has nothing, or is not known, the reason alone may be another. */
function isSame({ before, after }: Pair): boolean {
  if (before.kind !== "access") return before.kind === after.kind;
  return JSON.stringify(before) === JSON.stringify(after);
}

function isTold({ before, after }: Pair): boolean {
  return before.kind !== "unknown" && after.kind !== "unknown";
}

/** From where to where. Into the unknown, or out of it, is all that can be said. */
function passage({ before, after }: Pair): ChangePart[] {
  if (after.kind === "unknown") return [{ kind: "unknown", words: `what it has is not known: ${after.why}` }];
  if (before.kind === "unknown") {
    const has = after.kind === "none" ? `nothing: ${after.why}` : throughName(after);
    return [{ kind: "unknown", words: `what it had is not known; has ${has}` }];
  }
  if (after.kind === "none") return [{ kind: "lost", words: `loses access: ${after.why}` }];
  const [from, to] = [throughName(before), throughName(after)];
  if (before.kind === "none") return [{ kind: "gained", words: `gets access, by ${to}` }];
  return from === to ? [] : [{ kind: "moved", words: `from ${from} to ${to}` }];
}

/** Differences by principal. */
type Indexed = Readonly<Record<"lost" | "gained" | "changed", ReadonlyMap<string, Difference>>>;

function indexed({ lost, gained, changed }: Comparison): Indexed {
  const byPrincipal = (list: readonly Difference[]): ReadonlyMap<string, Difference> =>
    new Map(list.map((each) => [principalId(each.counterexample.caller.principal), each]));
  return { lost: byPrincipal(lost), gained: byPrincipal(gained), changed: byPrincipal(changed) };
}

interface Compared {
  readonly comparison: Indexed;
  readonly before: AccessStep;
  readonly after: AccessStep;
}

function differences(principal: IamArn, { comparison, before, after }: Compared, pair: Pair): ChangePart[] {
  if (pair.after.kind === "none") return [];
  const id = principalId(principal);
  const rightsOf = (list: ReadonlyMap<string, Difference>): readonly Right[] =>
    (list.get(id)?.rights ?? []).filter(({ kind }) => kind !== "authentication");
  return [
    ...rightsOf(comparison.lost).map((right) => {
      const code = right.kind === "masters-name" ? "masters-by-name" : "entry-weaker";
      const part = lost(right, before, pair);
      return part.kind === "lost" ? accepting(code, after, principal)(part) : part;
    }),
    ...rightsOf(comparison.gained)
      .filter((right) => !(right.kind === "group" && right.group === after.staged.rendering.bridge?.group))
      .map((right): ChangePart => ({ kind: "gained", words: `gains ${describeRight(right)}` })),
    ...(comparison.changed.has(id) ? renamed(pair).map(accepting("username-changed", after, principal)) : []),
  ];
}

/** Who is cluster admin by a policy does not miss the bridge. */
function lost(right: Right, before: AccessStep, { after }: Pair): ChangePart {
  const isBridge = right.kind === "group" && right.group === before.staged.rendering.bridge?.group;
  const isAdmin =
    after.kind === "access" &&
    after.policies.some(({ name, scope }) => name === CLUSTER_ADMIN && scope.type === "cluster");
  if (isBridge && isAdmin) {
    return { kind: "same", words: `leaves the bridge group ${right.group}: ${CLUSTER_ADMIN} gives the same` };
  }
  if (right.kind === "masters-name") {
    return {
      kind: "lost",
      words: "leaves the group system:masters: stays cluster admin, but rules that name the group no longer apply",
    };
  }
  return { kind: "lost", words: `loses ${describeRight(right)}` };
}

/** RBAC by username, and audit, see somebody else; out of an empty name it is a cure (R24, DOMAIN §2.6). */
function renamed({ before, after }: Pair): ChangePart[] {
  if (before.kind !== "access" || after.kind !== "access") return [];
  if (before.username === "") {
    return [
      { kind: "gained", words: `gets a username, ${after.username}: aggregated APIs answered 401 to the empty one` },
    ];
  }
  const words = `another username, ${before.username} becomes ${after.username}: RBAC by username and audit see somebody else`;
  return [{ kind: "renamed", words }];
}

/** Says so where the file accepts what changes. */
function accepting(
  code: Code,
  { staged: { definition } }: AccessStep,
  principal: IamArn,
): (part: ChangePart) => ChangePart {
  const acceptance = definition.accept?.find((one) =>
    optsIn({ ...definition, accept: [one] }, code, printArn(principal)),
  );
  if (acceptance === undefined) return (part) => part;
  return ({ kind, words }) => ({ kind, words: `${words} (accepted until ${acceptance.until})` });
}

/** The moment between an entry and its policies, in the plan that creates the entry. */
function gap({ before, after }: Pair, step: AccessStep, gaps: () => readonly string[]): ChangePart[] {
  if (after.kind !== "access" || after.through.by !== "entry") return [];
  const { key } = after.through;
  if (before.kind === "access" && before.through.by === "entry") return [];
  if (gaps().includes(key)) {
    return [
      {
        kind: "gap",
        words: "the gap: no rights between the entry and its policy, seconds or until a failed call is repeated",
      },
    ];
  }
  const entry = step.staged.rendering.entries[key];
  const bridge = step.staged.rendering.bridge?.group;
  if (bridge === undefined || entry === undefined || !isClusterAdminEntry(entry)) return [];
  return [{ kind: "same", words: `no gap: the bridge group ${bridge} serves until the policy is attached` }];
}

/** Worked out where somebody gets an entry at all. */
function gapsOf({ staged }: AccessStep): () => readonly string[] {
  let known: readonly string[] | undefined;
  return () => (known ??= gapKeys(staged));
}
