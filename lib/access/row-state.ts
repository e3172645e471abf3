import { type IamArn, canonicalArn, foldArn, parseRowArn } from "./arn";
import { type AwsAuth, type Place, type Placed, type RoleRow, type UserRow, placeName } from "./aws-auth";
import { type Finding, type Rule, findingsOf } from "./finding";
import { isAmbiguous, lastOfEachSpelling } from "./matching";

/** Whom a row serves, judged among all rows: one of four states. */
export type RowState =
  | { readonly kind: "effective"; readonly principal: IamArn }
  /** Another row for the same principal counts instead: a later one, or one of mapRoles (R9, R10). */
  | { readonly kind: "shadowed"; readonly principal: IamArn; readonly by: Place }
  /** No caller ever has this ARN (R8, R12). */
  | { readonly kind: "dead"; readonly reason: DeadReason; readonly principal?: IamArn; readonly why: string }
  /** Rows of one user, spelled in different case, give different things: either may serve (R9). */
  | { readonly kind: "ambiguous"; readonly principal: IamArn; readonly among: readonly Place[] };

/** Why no caller ever matches a row. */
export type DeadReason = "malformed" | "path" | "session" | "sso";

/** A row, its place and its state. */
export interface StatedRow extends Placed<RoleRow | UserRow> {
  /** The ARN as the row has it; undefined for an sso matcher. */
  readonly arn: string | undefined;
  readonly state: RowState;
}

/** The codes of findings about rows. */
export const ROW_RULES = {
  "row-ambiguous": {
    severity: "error",
    rule: "R9",
    meaning: "Rows of one user differ only in case and give different things: the authenticator takes either.",
  },
  "row-arn-malformed": {
    severity: "warning",
    rule: "R8",
    meaning: "The ARN of a row is none, so the row serves nobody.",
  },
  "row-dead": {
    severity: "warning",
    rule: "R12",
    meaning: "No caller ever matches the row: a role with a path, a session, or an SSO matcher. It does not block API.",
  },
  "row-shadowed": {
    severity: "warning",
    rule: "R9, R10",
    meaning: "Another row for the same principal counts instead, as a whole.",
  },
  "row-username-missing": {
    severity: "warning",
    rule: "R24",
    meaning: "The row gives an empty username: aggregated APIs such as metrics answer 401. An access entry cures it.",
  },
} as const satisfies Record<string, Rule>;

const finding = findingsOf(ROW_RULES);

/** The state of every row of mapRoles and mapUsers, in that order. Accounts have none: they always count. */
export function rowStates(awsAuth: AwsAuth): StatedRow[] {
  const rows: (Placed<RoleRow | UserRow> & { arn: string | undefined })[] = [
    ...awsAuth.roles.map((placed) => ({ ...placed, arn: placed.row.rolearn })),
    ...awsAuth.users.map((placed) => ({ ...placed, arn: placed.row.userarn })),
  ];
  return rows.map((placed) => ({ ...placed, state: stateOf(placed, awsAuth) }));
}

/**
 * What is odd about the rows: dead, shadowed, ambiguous, without username. `pathOf` says where a finding points: to the
 * ConfigMap's own place, or to the cluster file's.
 */
export function rowFindings(awsAuth: AwsAuth, pathOf: (place: Place) => string = placeName): Finding[] {
  return rowStates(awsAuth).flatMap((stated) => {
    const path = pathOf(stated.place);
    const found = stateFinding(stated, path, pathOf);
    const served = stated.state.kind === "effective" || stated.state.kind === "ambiguous";
    return served && !stated.row.username ? [...found, usernameMissing(stated, path)] : found;
  });
}

function stateOf({ arn, place }: { arn: string | undefined; place: Place }, awsAuth: AwsAuth): RowState {
  if (arn === undefined) return { kind: "dead", reason: "sso", why: "the sso matcher is switched off on EKS" };
  const parsed = parseRowArn(arn);
  if ("problem" in parsed) return { kind: "dead", reason: "malformed", why: parsed.problem };
  const principal = parsed.arn;
  if (principal.kind === "assumed-role") {
    return {
      kind: "dead",
      reason: "session",
      principal,
      why: "callers are looked up by their role, never by a session",
    };
  }
  if (foldArn(canonicalArn(principal)) !== foldArn(arn)) {
    return { kind: "dead", reason: "path", principal, why: "callers are looked up by their role without its path" };
  }
  return liveState(principal, { arn, place }, awsAuth);
}

function liveState(principal: IamArn, own: { arn: string; place: Place }, awsAuth: AwsAuth): RowState {
  const { arn, place } = own;
  const folded = foldArn(arn);
  const role = awsAuth.roles.findLast(({ row }) => row.rolearn !== undefined && foldArn(row.rolearn) === folded);
  if (role !== undefined) {
    return samePlace(role.place, place)
      ? { kind: "effective", principal }
      : { kind: "shadowed", principal, by: role.place };
  }
  const users = lastOfEachSpelling(awsAuth.users.filter(({ row }) => foldArn(row.userarn) === folded));
  const last = users.find(({ row }) => row.userarn === arn);
  if (last !== undefined && !samePlace(last.place, place)) return { kind: "shadowed", principal, by: last.place };
  if (isAmbiguous(users)) return { kind: "ambiguous", principal, among: users.map((user) => user.place) };
  return { kind: "effective", principal };
}

function stateFinding(stated: StatedRow, path: string, pathOf: (place: Place) => string): Finding[] {
  const { state, arn = "" } = stated;
  switch (state.kind) {
    case "effective":
      return [];
    case "dead":
      return [dead(state.reason, path, `\`${arn}\` serves nobody: ${state.why}`)];
    case "shadowed":
      return [
        finding("row-shadowed", path, {
          message: `\`${arn}\` counts for nothing, ${pathOf(state.by)} serves the same principal`,
          help: "delete the row that you do not mean; the one that counts does so as a whole, groups are not merged",
        }),
      ];
    case "ambiguous":
      return [
        finding("row-ambiguous", path, {
          message: `\`${arn}\` stands in several cases with different rights: ${state.among.map(pathOf).join(", ")}`,
          help: "keep one row, spelled as IAM spells the user",
        }),
      ];
  }
}

function dead(reason: DeadReason, path: string, message: string): Finding {
  const help: Record<DeadReason, string> = {
    malformed: "correct the ARN, or delete the row",
    path: "delete the row, or write the ARN without its path: that grants access which nobody has today",
    session: "delete the row, or write the ARN of the role: that grants access which nobody has today",
    sso: "delete the row, or map the role AWSReservedSSO_… by its ARN without path",
  };
  return finding(reason === "malformed" ? "row-arn-malformed" : "row-dead", path, { message, help: help[reason] });
}

function usernameMissing({ arn = "" }: StatedRow, path: string): Finding {
  return finding("row-username-missing", `${path}.username`, {
    message: `\`${arn}\` has an empty username, expected a name: aggregated APIs such as metrics answer 401 to it`,
    help: "an access entry always has a username: migrating cures this; RBAC by username starts to matter then",
  });
}

function samePlace(a: Place, b: Place): boolean {
  return a.section === b.section && a.index === b.index;
}
