import { type IamArn, foldArn, parseRowArn } from "../principal/arn";
import { type AwsAuth, type Place, type Placed, type RoleRow, type UserRow, placeName } from "./aws-auth";
import { probeCallers } from "../principal/caller";
import { type Finding, findingsIn } from "../../finding/finding";
import { sortFindings } from "../../finding/finding-order";
import { isAmbiguous } from "./row-match";
import { rowIndex } from "./row-index";
import { shortenArn } from "../../finding/shorten";
import { renderTemplate } from "./template";
import { principalId } from "../principal/principal-id";
import { principalName } from "../principal/principal-name";

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

const finding = findingsIn("gate");

/** The state of every row of mapRoles and mapUsers, in that order. Accounts have none: they always count. */
export function rowStates(awsAuth: AwsAuth): readonly StatedRow[] {
  const known = STATES.get(awsAuth) ?? statesOf(awsAuth);
  STATES.set(awsAuth, known);
  return known;
}

/** Asked again and again of the same rows: worked out once. */
const STATES = new WeakMap<AwsAuth, readonly StatedRow[]>();

function statesOf(awsAuth: AwsAuth): StatedRow[] {
  const rows: (Placed<RoleRow | UserRow> & { arn: string | undefined })[] = [
    ...awsAuth.roles.map((placed) => ({ ...placed, arn: placed.row.rolearn })),
    ...awsAuth.users.map((placed) => ({ ...placed, arn: placed.row.userarn })),
  ];
  return rows.map((placed) => ({ ...placed, state: stateOf(placed, awsAuth) }));
}

/** How rows are named in what is said of them. */
export interface RowNames {
  /** Where a finding points: to the ConfigMap's own place, or to the cluster file's. */
  readonly pathOf: (place: Place) => string;
  /** Account of the cluster, where it is known. */
  readonly ownAccount: string | undefined;
}

const OWN_PLACES: RowNames = { pathOf: placeName, ownAccount: undefined };

/** What is odd about the rows: dead, shadowed, ambiguous, without username; sorted. */
export function rowFindings(awsAuth: AwsAuth, names: RowNames = OWN_PLACES): Finding[] {
  const found = rowStates(awsAuth).flatMap((stated) => {
    const path = names.pathOf(stated.place);
    const here = [
      ...stateFinding(stated, path, names),
      ...(lacksUsername(stated) ? [usernameMissing(stated, path, names)] : []),
    ];
    const { line } = stated.place;
    return line === undefined ? here : here.map((each) => ({ ...each, line }));
  });
  return sortFindings(found);
}

function stateOf({ arn, place }: { arn: string | undefined; place: Place }, awsAuth: AwsAuth): RowState {
  if (arn === undefined) return { kind: "dead", reason: "sso", why: "the matcher is switched off on EKS" };
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
  if (principalId(principal) !== foldArn(arn)) {
    return { kind: "dead", reason: "path", principal, why: "callers are looked up by their role without its path" };
  }
  return liveState(principal, { arn, place }, awsAuth);
}

/** Looked up in the index: each row among thousands. */
function liveState(principal: IamArn, own: { arn: string; place: Place }, awsAuth: AwsAuth): RowState {
  const { arn, place } = own;
  const index = rowIndex(awsAuth);
  const folded = foldArn(arn);
  const role = index.roles.get(folded);
  if (role !== undefined) {
    return samePlace(role.place, place)
      ? { kind: "effective", principal }
      : { kind: "shadowed", principal, by: role.place };
  }
  const users = index.users.get(folded) ?? [];
  const last = users.find(({ row }) => row.userarn === arn);
  if (last !== undefined && !samePlace(last.place, place)) return { kind: "shadowed", principal, by: last.place };
  if (isAmbiguous(users)) return { kind: "ambiguous", principal, among: users.map((user) => user.place) };
  return { kind: "effective", principal };
}

function stateFinding(stated: StatedRow, path: string, { pathOf, ownAccount }: RowNames): Finding[] {
  const { state } = stated;
  const subject = subjectOf(stated);
  switch (state.kind) {
    case "effective":
      return [];
    case "dead":
      return [dead(state.reason, path, `${subject} serves nobody: ${state.why}`)];
    case "shadowed":
      return [
        finding("row-shadowed", path, {
          message: `the row of ${principalName(state.principal, ownAccount)} is ignored: the authenticator uses ${pathOf(state.by)} for the same principal`,
          help: "delete this row: nobody's access changes. To use this row, delete the other one: its groups go with it, for rows are never merged. To give the groups of both, write all groups into one row, and delete the other",
        }),
      ];
    case "ambiguous":
      return [
        finding("row-ambiguous", path, {
          message: `${subject} is written in upper and lower case with different rights: ${state.among.map(pathOf).join(", ")}`,
          help: "nobody can tell which of these rows the authenticator takes: keep one, with the ARN as `aws iam get-user --user-name NAME --query User.Arn --output text` prints it and the groups that the user is to have, and delete the others, in this file and in the live ConfigMap (`kubectl edit configmap -n kube-system aws-auth`)",
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

/** Whether some caller whom the row serves gets no name; a template that refuses a caller gives no empty one. */
function lacksUsername({ row: { username = "" }, state }: StatedRow): boolean {
  if (state.kind !== "effective" && state.kind !== "ambiguous") return false;
  return probeCallers(state.principal).some((caller) => renderTemplate(username, caller) === "");
}

function usernameMissing(stated: StatedRow, path: string, { ownAccount }: RowNames): Finding {
  const { username = "" } = stated.row;
  const what =
    username === "" ? "an empty username" : `a username that is empty once \`${shortenArn(username)}\` is filled in`;
  const { principal } = stated.state;
  const who = principal === undefined ? subjectOf(stated) : principalName(principal, ownAccount);
  return finding("row-username-missing", `${path}.username`, {
    message: `${who} has ${what}, expected a name: aggregated APIs such as metrics answer 401 to it`,
    help: "its access entry mends this, for an entry always has a username; to mend it before, write a `username` into the row; RBAC bindings of the new name apply from then on",
  });
}

function subjectOf({ arn }: StatedRow): string {
  return arn === undefined ? "the sso matcher" : `\`${shortenArn(arn)}\``;
}

function samePlace(a: Place, b: Place): boolean {
  return a.section === b.section && a.index === b.index;
}
