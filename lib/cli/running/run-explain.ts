import { type IamArn, parseArn, printArn } from "../../access/principal/arn";
import { didYouMean } from "../../finding/did-you-mean";
import { describeRequest, parseRequest } from "../../access/rbac/request-text";
import { rowFindings } from "../../access/aws-auth/row-state";
import { principalId } from "../../access/principal/principal-id";
import { type FileFinding, type Fleet, judgeCluster } from "../../inventory/fleet";
import type { ClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import { type Explanation, explain, explainPrincipals } from "../../migration/explanation/explanation";
import { filePath } from "../../migration/file-path";
import { isRefused } from "../../migration/gate/gate";
import { answerAt, type Question, type RequestAnswer } from "../../migration/explanation/request-answer";
import { answerText } from "../../report/explain/answer-text";
import { painter } from "../../report/text/colour";
import { explainJsonText, type JsonFile } from "../../report/explain/explain-json";
import { explainText } from "../../report/explain/explain-text";
import { findingsText } from "../../report/findings/findings-text";
import { principalText } from "../../report/explain/principal-text";
import type { TableLook } from "../../report/text/text-table";
import { readClusterFiles } from "../files/cluster-files";
import type { CliContext } from "../context";
import { type ExitCode, exitCodeOf } from "../exit-code";
import { runDifference } from "./explain-difference";
import { Failure } from "../failure";
import { type QuestionOf, questionOf } from "../files/rbac-file";

/** What was typed after `explain`. */
export interface ExplainOptions {
  readonly files: readonly string[];
  readonly format: "text" | "json";
  readonly principal?: string;
  readonly can?: string;
  readonly rbac?: string;
  readonly diff?: readonly string[];
}

const NARROWEST = 60;
const WIDTH = 100;

/** Explains cluster files: all of them, one principal, a request, or the difference of two states. */
export async function runExplain(context: CliContext, options: ExplainOptions): Promise<ExitCode> {
  checkOptions(options);
  const principal = options.principal === undefined ? undefined : principalNamed(options.principal);
  const asked = options.can === undefined ? undefined : requestNamed(options.can);
  if (options.diff !== undefined)
    return runDifference(context, { ...options, diff: options.diff }, { principal, look: lookOf(context) });
  const fleet = await readClusterFiles(context, options.files);
  const question = asked && (await questionOf(context, asked, options.rbac));
  const shown = fleet.clusters.map((cluster) => shownFile(cluster, principal, question));
  context.stdout.write(printed(shown, { options, request: asked, look: lookOf(context) }));
  context.stderr.write(besides(fleet, context));
  return exitCodeFor(fleet, shown, principal !== undefined || question !== undefined);
}

/** How wide the terminal is, and whether it has colours. */
function lookOf({ stdout, env }: CliContext): TableLook {
  const columns = stdout.isTTY === true ? stdout.columns : undefined;
  return { width: Math.max(NARROWEST, columns ?? WIDTH), paint: painter(stdout, env) };
}

/** Errors of files that cannot be explained; of the others, that `check` has more to say. */
function besides({ clusters, findings }: Fleet, { stderr, env, today }: CliContext): string {
  const read = clusters.map(({ file }) => file);
  const errors = findings.filter(({ file, severity }) => !read.includes(file) && severity === "error");
  const refused = clusters.filter((cluster) => isRefused(judgeCluster(cluster, today)));
  const hints = refused.map(({ file }) => `${file}: its stage is refused: \`eks-access check ${file}\` says why\n`);
  return `${findingsText(errors, painter(stderr, env))}${hints.join("")}`;
}

interface ShownFile extends JsonFile {
  /** Whom else --principal may mean. */
  readonly nearest?: string;
}

function checkOptions({ files, rbac, can, diff, principal }: ExplainOptions): void {
  const inputs = [...files, ...(diff ?? []), ...(rbac === undefined ? [] : [rbac])];
  if (inputs.filter((path) => path === "-").length > 1) {
    throw new Failure("- is given more than once", {
      help: "standard input can be read once: write the others to files",
    });
  }
  if (rbac !== undefined && can === undefined) {
    throw new Failure("--rbac without --can, expected a request", { help: 'add --can "get pods -n prod"' });
  }
  if (diff !== undefined && can !== undefined) throw new Failure("--diff and --can, expected one of the two");
  if (principal === "") throw new Failure("--principal: expected an ARN, got nothing");
}

function principalNamed(text: string): IamArn {
  const parsed = parseArn(text.trim());
  if ("problem" in parsed) throw new Failure(`--principal: ${parsed.problem}`);
  const { session: _, ...arn } = parsed.arn;
  return arn.kind === "assumed-role" ? { ...arn, kind: "role" } : arn;
}

function requestNamed(text: string): Question["request"] {
  const parsed = parseRequest(text);
  if ("request" in parsed) return parsed.request;
  throw new Failure(`--can: ${parsed.problem}`, parsed.help === undefined ? {} : { help: parsed.help });
}

function shownFile(
  { file, staged, locate }: ClusterFile,
  principal: IamArn | undefined,
  question: QuestionOf | undefined,
): ShownFile {
  const { definition } = staged;
  const whole = explain(staged);
  const own = whole.principals.filter(
    (one) => principal !== undefined && principalId(one.principal) === principalId(principal),
  );
  const principals =
    principal === undefined ? whole.principals : own.length > 0 ? own : explainPrincipals(whole.steps, [principal]);
  const near = principal === undefined || own.length > 0 ? undefined : nearestTo(principal, whole);
  const asked = question?.(definition);
  const answers = asked && principals.map((one) => whole.steps.map((step) => answerAt(step, one.principal, asked)));
  return {
    file,
    clusterName: definition.clusterName,
    ...(definition.accountId === undefined ? {} : { accountId: definition.accountId }),
    explanation: { ...whole, principals },
    findings: rowFindings(staged.rows, filePath).map((found): FileFinding => ({ ...found, ...locate(found) })),
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

interface Printing {
  readonly options: ExplainOptions;
  readonly request: Question["request"] | undefined;
  readonly look: TableLook;
}

function printed(files: readonly ShownFile[], { options, request, look }: Printing): string {
  const asked = request && describeRequest(request);
  if (options.format === "json") return explainJsonText(files, asked);
  return files
    .map((file) => {
      const [one] = file.explanation.principals;
      if (file.answers !== undefined && asked !== undefined)
        return answerText({ ...file, answers: file.answers, asked }, look);
      if (options.principal === undefined || one === undefined) return explainText(file, look);
      return principalText(file, one, { look, ...(file.nearest === undefined ? {} : { nearest: file.nearest }) });
    })
    .join("\n\n");
}

/** A question that is not answered fails; a table that shows what is not known does not. */
function exitCodeFor(fleet: Fleet, shown: readonly ShownFile[], isQuestion: boolean): ExitCode {
  const isUnread = fleet.findings.some(
    ({ file, severity }) => severity === "error" && !fleet.clusters.some((cluster) => cluster.file === file),
  );
  if (isUnread || exitCodeOf(shown.flatMap(({ findings }) => findings)) === 1) return 1;
  return isQuestion && shown.some(isOpen) ? 1 : 0;
}

function isOpen({ answers, explanation }: ShownFile): boolean {
  if (answers !== undefined) return answers.flat().some(isOpenAnswer);
  return explanation.principals.some(({ cells }) => cells.some(({ kind }) => kind === "unknown"));
}

function isOpenAnswer({ verdict }: RequestAnswer): boolean {
  return verdict === "unknown" || verdict === "depends";
}
