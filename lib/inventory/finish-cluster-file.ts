import { isDeepStrictEqual } from "node:util";
import type { StagedCluster } from "../migration/staged-cluster";
import type { YamlEdit } from "../yaml/edit/yaml-edit";
import { editYaml } from "../yaml/edit/yaml-editor";
import { type ClusterDefinition, isProtected } from "./definition/cluster-definition";
import { judgeCluster } from "./fleet";
import { type ClusterFile, parseClusterFile } from "./cluster-file/parse-cluster-file";

/** A cluster file whose migration is over; undefined where its text cannot be edited safely: then by hand. */
interface FinishedClusterFile {
  readonly text: string;
  readonly staged: StagedCluster<ClusterDefinition>;
}

/** Sections that say how a cluster moves, and nothing of where it has arrived. */
const SECTIONS = ["migration", "aws_auth", "adopt", "leaving"] as const;

/**
 * Takes what a migration needed out of a file at stage `done`, with its comments, and writes what it stood for: the mode, and
 * the protection that comes with a migration. Acceptances go where none of them opens anything any more. What is read again
 * has to be the same cluster without them.
 */
export function finishClusterFile(cluster: ClusterFile, text: string, today: string): FinishedClusterFile | undefined {
  const { definition } = cluster.staged;
  const wanted = finished(definition);
  const kept = edited(cluster, text, { wanted, sections: SECTIONS });
  if (kept === undefined || wanted.accept === undefined) return kept;
  const unused = judgeCluster({ ...cluster, staged: kept.staged }, today).filter(
    ({ code }) => code === "accept-unused",
  );
  if (unused.length < wanted.accept.length) return kept;
  const { accept: _, ...without } = wanted;
  return edited(cluster, text, { wanted: without, sections: [...SECTIONS, "accept"] });
}

function finished(definition: ClusterDefinition): ClusterDefinition {
  const { migration: _m, awsAuth: _r, adopt: _a, imported: _i, leaving: _l, ...rest } = definition;
  const { terraform: own } = definition;
  // Nothing within a module can be protected.
  const terraform = definition.render === "module" ? own : { ...own, protect: isProtected(definition) };
  return { ...rest, authenticationMode: "API", terraform };
}

interface Finish {
  readonly wanted: ClusterDefinition;
  readonly sections: readonly string[];
}

function protectEdit(value: boolean): YamlEdit {
  return { kind: "set", path: ["terraform", "protect"], value, after: "region" };
}

function edited(
  { file, around }: Pick<ClusterFile, "file" | "around">,
  text: string,
  { wanted, sections }: Finish,
): FinishedClusterFile | undefined {
  const after = /^render:/m.test(text) ? "render" : "cluster_name";
  const { protect } = wanted.terraform;
  const edits: YamlEdit[] = [
    { kind: "set", path: ["authentication_mode"], value: "API", after },
    ...(protect === undefined ? [] : [protectEdit(protect)]),
    ...sections.map((section): YamlEdit => ({ kind: "remove", path: [section], comments: "taken" })),
  ];
  const result = editYaml(withoutQuestions(text), edits);
  if (!("text" in result)) return undefined;
  const { cluster } = parseClusterFile(file, result.text, around);
  if (cluster === undefined || !isDeepStrictEqual(cluster.staged.definition, wanted)) return undefined;
  return { text: result.text, staged: cluster.staged };
}

/** What import asked in comments: whom to leave, what to accept. */
function withoutQuestions(text: string): string {
  return text.replace(/^# (?:leaving|accept):[^\n]*\n(?:#[^\n]*\n)*(?:\r?\n)?/gm, "");
}
