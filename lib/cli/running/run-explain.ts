import type { IamArn } from "../../access/principal/arn";
import type { NamedRequest } from "../../access/rbac/rbac";
import { describeRequest, parseRequest } from "../../access/rbac/request-text";
import { type ExplainedFiles, explainFiles, principalOf } from "../../app/explain/explain-files";
import type { ExplainedFile } from "../../app/explain/explained-file";
import { hasUnreadFile } from "../../inventory/file-findings";
import { answerText } from "../../report/explain/answer-text";
import { explainJsonText } from "../../report/explain/explain-json";
import { explainText } from "../../report/explain/explain-text";
import { principalText } from "../../report/explain/principal-text";
import { findingsText } from "../../report/findings/findings-text";
import { painter } from "../../report/text/colour";
import type { TableLook } from "../../report/text/text-table";
import type { CliContext } from "../context";
import { type ExitCode, exitCodeOf } from "../exit-code";
import { Failure } from "../failure";
import { readClusterFiles } from "../files/cluster-files";
import { readRbac } from "../files/rbac-file";
import { readLastUse } from "../files/logs/usage-file";
import { lookOf } from "./look";
import { runDifference } from "./run-difference";

/** What was typed after `explain`. */
export interface ExplainOptions {
  readonly files: readonly string[];
  readonly format: "text" | "json";
  readonly principal?: string;
  readonly can?: string;
  readonly rbac?: string;
  /** Path of what `usage --output` wrote. */
  readonly usage?: string;
  readonly diff?: readonly string[];
  /** @default false */
  readonly exitCode?: boolean;
}

/** Explains cluster files: all of them, one principal, a request, or the difference of two states. */
export async function runExplain(context: CliContext, options: ExplainOptions): Promise<ExitCode> {
  checkOptions(options);
  const principal = options.principal === undefined ? undefined : principalNamed(options.principal);
  const request = options.can === undefined ? undefined : requestNamed(options.can);
  if (options.diff !== undefined)
    return runDifference(context, { ...options, diff: options.diff }, { principal, look: lookOf(context) });
  const fleet = await readClusterFiles(context, options.files);
  const rbac = options.rbac === undefined ? undefined : await readRbac(context, options.rbac);
  const use = options.usage === undefined ? undefined : await readLastUse(context, options.usage);
  const explained = explainFiles(fleet, { principal, request, rbac, use, today: context.today });
  context.stdout.write(printed(explained.files, { options, request, look: lookOf(context) }));
  context.stderr.write(besides(explained, context));
  return exitCodeFor(explained);
}

/** Errors of files that cannot be explained; of the others, that `check` has more to say. */
function besides({ errors, refused }: ExplainedFiles, { stderr, env }: CliContext): string {
  const hints = refused.map((file) => `${file}: its stage is refused: \`eks-access check ${file}\` says why\n`);
  return `${findingsText(errors, painter(stderr, env))}${hints.join("")}`;
}

function checkOptions({ files, rbac, can, diff, principal, exitCode, usage }: ExplainOptions): void {
  const inputs = [
    ...files,
    ...(diff ?? []),
    ...(rbac === undefined ? [] : [rbac]),
    ...(usage === undefined ? [] : [usage]),
  ];
  if (inputs.filter((path) => path === "-").length > 1) {
    throw new Failure("- is given more than once", {
      help: "standard input can be read once: write the others to files",
    });
  }
  if (rbac !== undefined && can === undefined) {
    throw new Failure("--rbac without --can, expected a request", { help: 'add --can "get pods -n prod"' });
  }
  if (exitCode === true && diff === undefined) throw new Failure("--exit-code without --diff: nothing is compared");
  if (diff !== undefined && can !== undefined) throw new Failure("--diff and --can, expected one of the two");
  if (principal === "") throw new Failure("--principal: expected an ARN, got nothing");
}

function principalNamed(text: string): IamArn {
  const asked = principalOf(text);
  if ("problem" in asked) throw new Failure(`--principal: ${asked.problem}`);
  return asked.principal;
}

function requestNamed(text: string): NamedRequest {
  const parsed = parseRequest(text);
  if ("request" in parsed) return parsed.request;
  throw new Failure(`--can: ${parsed.problem}`, parsed.help === undefined ? {} : { help: parsed.help });
}

interface Printing {
  readonly options: ExplainOptions;
  readonly request: NamedRequest | undefined;
  readonly look: TableLook;
}

function printed(files: readonly ExplainedFile[], { options, request, look }: Printing): string {
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
function exitCodeFor({ files, errors, isOpen }: ExplainedFiles): ExitCode {
  if (hasUnreadFile(errors)) return 2;
  const isUnread = errors.some(({ file }) => !files.some((each) => each.file === file));
  return isUnread || isOpen ? 1 : exitCodeOf(files.flatMap(({ findings }) => findings));
}
