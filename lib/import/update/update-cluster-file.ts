import { type LocatedFinding, locatedAt } from "../../inventory/finding/located-finding";
import { yamlFinding } from "../../inventory/cluster-file/yaml-finding";
import { placeOf, printPath, type YamlPath } from "../../yaml/yaml-node";
import type { RefusedEdit } from "../../yaml/edit/yaml-edit";
import { editYaml } from "../../yaml/edit/yaml-editor";
import { parseYamlTree } from "../../yaml/yaml-tree";
import type { ClusterDraft } from "../draft/cluster-draft";
import { type FileContent, fileContent } from "./file-content";
import { isKept } from "./is-kept";
import { importFinding } from "../import-finding";
import { differences } from "./update-differences";
import { additions } from "./update-additions";

/** A file with what is new in the cluster; its own text where it cannot take it, with the errors. */
interface UpdatedFile {
  readonly text: string;
  /** What was added, one line each: `access_entries.dev`. */
  readonly changes: readonly string[];
  readonly findings: readonly LocatedFinding[];
}

/**
 * Merges what sources say into a file. Nothing in the file is changed or taken out: its comments, order, keys and
 * decisions stay; what is new is added where it belongs, what differs is told.
 */
export function updateClusterFile(file: string, text: string, draft: ClusterDraft): UpdatedFile {
  const { root, problems } = parseYamlTree(text);
  const content = root === undefined ? undefined : fileContent(root);
  if (problems.length > 0 || content === undefined) {
    const message = "has errors, expected a cluster file whose rows and entries can be read";
    const broken = problems.map(yamlFinding).map(({ finding, at }) => locatedAt(file, finding, at));
    return { text, changes: [], findings: broken.length > 0 ? broken : [refusal(file, { message })] };
  }
  const told = differences(content, draft).map(({ path, code, message, help }) => {
    return locatedAt(file, importFinding(code, printPath(path), { message, help }), placeOf(content.root, path));
  });
  if (told.some(({ severity }) => severity === "error")) return { text, changes: [], findings: told };
  const added = additions(content, draft);
  const edited = editYaml(
    text,
    added.map(({ edit }) => edit),
  );
  if ("refused" in edited) {
    const refused = edited.refused.map((each) => refusedEdit(file, content, each));
    return { text, changes: [], findings: [...told, ...refused] };
  }
  const after = parseYamlTree(edited.text);
  const isFine = after.problems.length === 0 && isKept(content.root, after.root);
  if (!isFine) return { text, changes: [], findings: [...told, refusal(file, NOT_KEPT)] };
  return { text: edited.text, changes: added.flatMap(({ changes }) => changes), findings: told };
}

const NOT_KEPT = { message: "cannot be added to without changing it, expected sections in block style" };

function refusedEdit(file: string, { root }: FileContent, { edit: { path }, why }: RefusedEdit): LocatedFinding {
  return refusal(file, { message: `cannot take what is new: ${why}`, path, at: placeOf(root, path) });
}

interface Refusal {
  readonly message: string;
  readonly path?: YamlPath;
  readonly at?: { readonly line: number; readonly column: number };
}

function refusal(file: string, { message, path = [], at = { line: 1, column: 1 } }: Refusal): LocatedFinding {
  const help =
    "nothing was written: write what stands at this line with one key or element a line, indented below its parent, and type the command again; or import into a new file, with `--output NEW.yaml` in place of `--update`, and compare the two";
  return locatedAt(file, importFinding("import-update-refused", printPath(path), { message, help }), at);
}
