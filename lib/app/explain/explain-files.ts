import { rowFindings } from "../../access/aws-auth/row-state";
import { type IamArn, parseArn, printArn } from "../../access/principal/arn";
import { principalId } from "../../access/principal/principal-id";
import type { NamedRequest, Rbac } from "../../access/rbac/rbac";
import { didYouMean } from "../../finding/did-you-mean";
import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import type { ClusterDefinition } from "../../inventory/definition/cluster-definition";
import type { FileFinding } from "../../inventory/file-findings";
import { type Fleet, judgeCluster } from "../../inventory/fleet";
import { type Explanation, explain, explainPrincipals } from "../../migration/explanation/explanation";
import { answerAt, type Question, type RequestAnswer } from "../../migration/explanation/request-answer";
import { filePath } from "../../migration/file-path";
import { isRefused } from "../../migration/gate/refusal";
import type { LastUse } from "../../usage/last-use";
import { errorsOfUnread } from "../unread-files";
import { withDeclaredBindings } from "../declared-bindings";
import type { ExplainedFile } from "./explained-file";

/** What is asked of cluster files. */
export interface ExplainRequest {
  /** @default everybody */
  readonly principal?: IamArn | undefined;
  /**
   * Who may make this request.
   * @default what each has is told
   */
  readonly request?: NamedRequest | undefined;
  /**
   * Roles and bindings of the cluster.
   * @default groups and usernames are not opened
   */
  readonly rbac?: Rbac | undefined;
  /**
   * What logs tell of one of the clusters.
   * @default nobody tells
   */
  readonly use?: LastUse | undefined;
  /** `2026-11-22`: decides which acceptances have expired. */
  readonly today: string;
}

/** Cluster files, explained. */
export interface ExplainedFiles {
  readonly files: readonly ExplainedFile[];
  /** Errors of files that cannot be explained. */
  readonly errors: readonly FileFinding[];
  /** Names of the files whose own stage is refused: `check` has more to say of these. */
  readonly refused: readonly string[];
  /** Whether a question has an answer that is not known; a table that shows what is not known is none. */
  readonly isOpen: boolean;
}

/** Who can do what in each cluster, at each stage. */
export function explainFiles(fleet: Fleet, request: ExplainRequest): ExplainedFiles {
  const clusters = [...fleet.clusters, ...(fleet.open ?? [])];
  const files = clusters.map((cluster) => explainFile(cluster, request));
  const isQuestion = request.principal !== undefined || request.request !== undefined;
  const refused = clusters.filter((cluster) => isRefused(judgeCluster(cluster, request.today)));
  return {
    files,
    errors: errorsOfUnread(fleet),
    refused: refused.map(({ file }) => file),
    isOpen: isQuestion && files.some(isOpen),
  };
}

/** The principal that an ARN names, whatever its session; or what is wrong with the text. */
export function principalOf(text: string): { readonly principal: IamArn } | { readonly problem: string } {
  const parsed = parseArn(text.trim());
  if ("problem" in parsed) return parsed;
  const { session: _, ...arn } = parsed.arn;
  return { principal: arn.kind === "assumed-role" ? { ...arn, kind: "role" } : arn };
}

function explainFile({ file, staged, locate }: ClusterFile, asked: ExplainRequest): ExplainedFile {
  const { definition } = staged;
  const { principal, use } = asked;
  const whole = explain(staged);
  const own = whole.principals.filter(
    (one) => principal !== undefined && principalId(one.principal) === principalId(principal),
  );
  const principals =
    principal === undefined ? whole.principals : own.length > 0 ? own : explainPrincipals(whole.steps, [principal]);
  const near = principal === undefined || own.length > 0 ? undefined : nearestTo(principal, whole);
  const question = questionAbout(definition, asked);
  const answers =
    question && principals.map((one) => whole.steps.map((step) => answerAt(step, one.principal, question)));
  return {
    file,
    clusterName: definition.clusterName,
    ...(definition.accountId === undefined ? {} : { accountId: definition.accountId }),
    explanation: { ...whole, principals },
    ...(use?.clusterName === definition.clusterName ? { use } : {}),
    findings: rowFindings(staged.rows, { pathOf: filePath, ownAccount: definition.accountId }).map(
      (found): FileFinding => ({ ...found, ...locate(found) }),
    ),
    isNamed: principal === undefined || own.length > 0,
    ...(near === undefined ? {} : { nearest: near }),
    ...(answers === undefined ? {} : { answers }),
  };
}

/** Of another kind or account, or spelled almost alike. */
function nearestTo(principal: IamArn, { principals }: Explanation): string {
  const known = principals.filter(({ isAnyone }) => !isAnyone).map((one) => one.principal);
  const same = known.find(({ name }) => name !== "" && name.toLowerCase() === principal.name.toLowerCase());
  const name = didYouMean(
    principal.name,
    known.map((one) => one.name),
  );
  const near = same ?? known.find((one) => one.name === name);
  return near === undefined
    ? "the file does not name it"
    : `the file does not name it: did you mean ${printArn(near)}?`;
}

/** Bindings of the file (`rbac_bindings`) count beside those of the cluster. */
function questionAbout(definition: ClusterDefinition, { request, rbac }: ExplainRequest): Question | undefined {
  if (request === undefined) return undefined;
  if (rbac === undefined) return { request };
  return { request, rbac: withDeclaredBindings(rbac, definition) };
}

function isOpen({ answers, explanation }: ExplainedFile): boolean {
  if (answers !== undefined) return answers.flat().some(isOpenAnswer);
  return explanation.principals.some(({ cells }) => cells.some(({ kind }) => kind === "unknown"));
}

function isOpenAnswer({ verdict }: RequestAnswer): boolean {
  return verdict === "unknown" || verdict === "depends";
}
