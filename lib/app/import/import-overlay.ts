import type { DraftOverlay } from "../../import/draft/cluster-draft";
import type { ImportAnswers } from "../../import/draft/draft-context";
import { commentLine } from "../../import/draft/note";
import type { StateBlock, StateBlocks } from "../../overlay/state-block";
import { kubernetesCredentials } from "./kubernetes-credentials";
import type { MergedSources } from "../../sources/merge/merged-sources";
import { readSources } from "../../sources/read-sources";
import type { SourceText } from "../../sources/source-documents";

/** What the Terraform states and plans among sources say of their root module. */
export type TerraformSources = Pick<MergedSources, "addresses" | "configuration">;

/** Where the Terraform states among sources have the cluster and its rows, and what plans say of the root module. */
export function terraformSources(texts: readonly SourceText[], answers: ImportAnswers): TerraformSources {
  return readSources(texts, answers.clusterName, answers).sources;
}

/** The `overlay` section of the file to be; `root` is the folder of the root module, from the file. */
export function draftOverlay(
  { cluster, rows, createsConfigMap, hasCredentials }: StateBlocks,
  root: string,
  { providers, terraform }: TerraformSources["configuration"],
): DraftOverlay {
  const credentials = hasCredentials ? undefined : kubernetesCredentials(providers, terraform);
  return {
    root: root === "" ? "." : root,
    cluster: noted(cluster, "`module: NAME`, or `cluster: aws_eks_cluster.NAME`"),
    ...(rows === undefined
      ? {}
      : { rows: noted(rows, "`aws_auth_module: NAME`, or `config_map: kubernetes_config_map_v1_data.NAME`") }),
    createsConfigMap,
    asksCreator: "name" in cluster && (cluster.asksCreator ?? false),
    ...(credentials === undefined ? {} : { credentials }),
  };
}

function noted<Key extends string>(block: StateBlock<Key>, expected: string) {
  if ("name" in block) {
    const { calls } = block;
    const notes = calls === undefined ? [] : [commentLine(`${calls}, by the plan`)];
    return { value: [block.key, block.name] as const, notes };
  }
  const notes = [commentLine(`question: ${block.question}; write ${expected}`)];
  return { value: [block.key, undefined] as const, notes };
}
