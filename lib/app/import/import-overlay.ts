import type { DraftOverlay } from "../../import/draft/cluster-draft";
import type { ImportAnswers } from "../../import/draft/draft-context";
import { commentLine } from "../../import/draft/note";
import type { StateBlock, StateBlocks } from "../../overlay/state-block";
import type { MergedSources } from "../../sources/merged-sources";
import { readSources } from "../../sources/read-sources";
import type { SourceText } from "../../sources/source-documents";

/** Where the Terraform states among sources have the cluster and its rows. */
export function stateAddresses(texts: readonly SourceText[], answers: ImportAnswers): MergedSources["addresses"] {
  return readSources(texts, answers.clusterName, answers).sources.addresses;
}

/** The `overlay` section of the file to be; `root` is the folder of the root module, from the file. */
export function draftOverlay({ cluster, rows, createsConfigMap }: StateBlocks, root: string): DraftOverlay {
  return {
    root: root === "" ? "." : root,
    cluster: noted(cluster, "`module: NAME`, or `cluster: aws_eks_cluster.NAME`"),
    ...(rows === undefined
      ? {}
      : { rows: noted(rows, "`aws_auth_module: NAME`, or `config_map: kubernetes_config_map_v1_data.NAME`") }),
    createsConfigMap,
  };
}

function noted<Key extends string>(block: StateBlock<Key>, expected: string) {
  if ("name" in block) return { value: [block.key, block.name] as const, notes: [] };
  const notes = [commentLine(`question: ${block.question}; write ${expected}`)];
  return { value: [block.key, undefined] as const, notes };
}
