import { printArn } from "../../access/principal/arn";
import type { CodeOf } from "../../finding/catalogue";
import { sortFindings } from "../../finding/finding-order";
import type { FileFinding } from "../../inventory/file-findings";
import { judgeCluster } from "../../inventory/fleet";
import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { parseClusterFile } from "../../inventory/cluster-file/parse-cluster-file";
import type { ClusterDraft } from "../../import/draft/cluster-draft";
import { clusterFileText } from "../../import/text/cluster-file-text";
import { acceptanceNotes } from "../../import/draft/acceptance-notes";
import { draftOf } from "../../import/draft/draft";
import type { ImportAnswers } from "../../import/draft/draft-context";
import { readSources } from "../../sources/read-sources";
import type { MergedSources } from "../../sources/merge/merged-sources";
import type { SourceText } from "../../sources/source-documents";
import { updateClusterFile } from "../../import/update/update-cluster-file";
import { nodeAt } from "../../yaml/yaml-node";
import { parseYamlTree } from "../../yaml/yaml-tree";

/** What to import, and where it goes. */
export interface ImportRequest {
  readonly texts: readonly SourceText[];
  readonly answers: ImportAnswers;
  /**
   * As findings name the file to be: `clusters/demo.yaml`.
   * @default named as the cluster
   */
  readonly file?: string;
  /**
   * Text of the file that is updated.
   * @default a new file is made
   */
  readonly existing?: string;
  /**
   * The schema of cluster files, from the folder of a new one.
   * @default beside it
   */
  readonly schema?: string;
  /** `2026-11-22`: decides which acceptances have expired. */
  readonly today: string;
}

/** What became of an import. */
export interface Imported {
  /** The file; undefined where the sources or the file are refused. */
  readonly text: string | undefined;
  /** What an update adds, one line each. */
  readonly changes: readonly string[];
  readonly draft: ClusterDraft;
  /** About the sources, and about the file. */
  readonly findings: readonly FileFinding[];
}

/** Findings about the ConfigMap's text after which nobody knows what it means to say: it is corrected there first. */
const REFUSED: readonly string[] = [
  "aws-auth-key-miscased",
  "aws-auth-section-invalid",
  "aws-auth-section-unreadable",
  "aws-auth-text-ignored",
];

/** Makes a cluster file of what sources say, or updates one; the same sources make the same bytes. */
export function importCluster({ texts, answers, existing, today, ...request }: ImportRequest): Imported {
  const { sources, findings: read } = readSources(texts, answers.clusterName, answers);
  const isUnread = read.some(({ severity }) => severity === "error");
  const { draft, findings: open } = draftOf(sources, answers);
  const told = sortFindings(isUnread ? read : [...read, ...open]);
  const { file = `${draft.clusterName ?? "unnamed"}.yaml` } = request;
  if (told.some(isRefusing)) return { text: undefined, changes: [], draft, findings: told };
  if (existing === undefined) {
    const made = newFile(draft, { file, today, schema: request.schema ?? "./cluster.schema.json" });
    return { ...made, changes: [], findings: withoutKnown([...told, ...made.findings], sources) };
  }
  const updated = updateClusterFile(file, existing, draft);
  const own = isOverlayText(existing) ? told.filter(({ code }) => code !== STATE_OWNER) : told;
  const findings = sortFindings<FileFinding>([...own, ...updated.findings]);
  if (updated.findings.some(({ severity }) => severity === "error"))
    return { text: undefined, changes: [], draft, findings };
  return { ...updated, draft, findings: withoutKnown([...findings, ...judge(file, updated.text, today)], sources) };
}

const STATE_OWNER: CodeOf<"import"> = "import-state-owner";

/** Entries of the state stay where an overlay lies over them: no stack of ours takes them. */
function isOverlayText(text: string): boolean {
  const { root } = parseYamlTree(text);
  const render = root === undefined ? undefined : nodeAt(root, ["render"]);
  return render?.kind === "scalar" && render.value === "overlay";
}

/** A new file, judged: what it says of acceptances is known once its gate was asked. */
function newFile(
  drafted: ClusterDraft,
  { file, today, schema }: { readonly file: string; readonly today: string; readonly schema: string },
): { readonly text: string; readonly draft: ClusterDraft; readonly findings: readonly FileFinding[] } {
  const first = clusterFileText(drafted, schema);
  const findings = judge(file, first, today);
  const notes = acceptanceNotes(findings, drafted.acceptNotes);
  if (notes.length === 0) return { text: first, draft: drafted, findings };
  const draft = { ...drafted, acceptNotes: [...drafted.acceptNotes, ...notes] };
  const text = clusterFileText(draft, schema);
  return { text, draft, findings: judge(file, text, today) };
}

const TYPE_UNKNOWN: CodeOf<"gate"> = "expected-type-unknown";

/** What a file alone leaves open, and the sources have told: that the entry which EKS made is one of Windows nodes. */
function withoutKnown(findings: readonly FileFinding[], { entries }: MergedSources): FileFinding[] {
  const windows = entries.filter(({ value }) => value.isLive && value.type === "EC2_WINDOWS");
  const told = new Set(windows.map(({ value }) => printArn(value.principal)));
  return sortFindings(findings.filter(({ code, principal = "" }) => code !== TYPE_UNKNOWN || !told.has(principal)));
}

function isRefusing({ severity, code }: LocatedFinding): boolean {
  return severity === "error" || REFUSED.includes(code);
}

/** What a file's own checks and its gate say; the gate is asked too where questions alone are open. */
function judge(file: string, text: string, today: string): FileFinding[] {
  const { cluster, open, findings } = parseClusterFile(file, text);
  const judged = cluster ?? open;
  return [...findings, ...(judged === undefined ? [] : judgeCluster(judged, today))];
}
