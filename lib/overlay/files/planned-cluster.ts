import { literal } from "../../eks/address/literal";
import { printedSentence } from "../../migration/guard/guard";
import { otherRun } from "../../migration/guard/identity-mismatch";
import type { OverlayTarget } from "../overlay-target";
import { expressionOf, hclValue, literalText } from "../root/hcl-value";
import { withNewNames } from "./cluster-names";
import type { JsonMap } from "./overlay-part";

/** What stands in the block alone, and what it is called in a local. */
const IN_BLOCK = new Map([
  ["each.key", "instance"],
  ["each.value", "given"],
  ["count.index", "0"],
]);

/**
 * One folder may serve several clusters, by variables or workspaces, and our files are of one of them: the name of the cluster
 * that a run is about, as an expression. Undefined where the block has it written out: then the check of the block compares.
 */
function plannedName({ eks: { block, key } }: OverlayTarget): string | undefined {
  const own = block.body[block.kind === "module" ? "cluster_name" : "name"];
  if (own === undefined || literalText(own) !== undefined) return undefined;
  const name = expressionOf(hclValue(withNewNames(own, IN_BLOCK)));
  const { for_each: each } = block.body;
  if (each === undefined || key === undefined) return `try(coalesce(${name}), "none")`;
  const names = `{ for instance, given in ${expressionOf(each)} : instance => ${name} }`;
  return `try(coalesce(${names}[${JSON.stringify(key)}]), "none")`;
}

/** The local with that name, and the condition on the cluster's data source, which is asked before AWS is. */
export function plannedCluster(
  target: OverlayTarget,
  prefix: string,
): { readonly locals: JsonMap; readonly precondition: readonly JsonMap[] } {
  const name = plannedName(target);
  if (name === undefined) return { locals: {}, precondition: [] };
  const { clusterName } = target.cluster.staged.definition;
  const planned = `local.${prefix}_planned_cluster`;
  return {
    locals: { [`${prefix}_planned_cluster`]: `\${${name}}` },
    precondition: [
      {
        condition: `\${${planned} == ${JSON.stringify(clusterName)}}`,
        error_message: printedSentence(
          "identity-mismatch",
          otherRun({ cluster: literal(clusterName), planned: `\${${planned}}` }),
        ),
      },
    ],
  };
}
