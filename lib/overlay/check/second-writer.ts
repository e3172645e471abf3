import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { overlayIn } from "../overlay-finding";
import type { OverlayTarget } from "../overlay-target";
import { type Block, blockAddress } from "../root/block";
import { forgettingBlock } from "../forgetting-block";
import { blockOf, expressionOf, literalText, literalValue } from "../root/hcl-value";
import { calledPart } from "../root/module-source";

/**
 * Blocks beside the overridden one that write the rows of the same cluster: every plan of theirs writes them back, whatever the stage.
 * Blocks of one Kubernetes provider write one ConfigMap.
 */
export function secondWriterFindings({ root, rows }: OverlayTarget): LocatedFinding[] {
  if (rows === undefined) return [];
  const { block } = rows;
  const others = root.blocks.filter((one) => blockAddress(one) !== blockAddress(block));
  return others
    .filter((one) => writesRows(one, block) && providerOf(one) === providerOf(block))
    .map((one) => {
      const message = `a second block that writes the rows of this cluster, expected ${blockAddress(block)} of ${block.file}:${block.line} alone: this one would write them back at every stage`;
      const help = `write its rows into ${blockAddress(block)} and into the cluster file, and ${forgettingBlock(blockAddress(one))} in place of it; or give it the Kubernetes provider of its own cluster`;
      return overlayIn(one, ["overlay-unsupported"], { message, help });
    });
}

const WITH_DATA = ["kubernetes_config_map_v1_data", "kubernetes_config_map_v1", "kubernetes_config_map"];

function writesRows(one: Block, rows: Block): boolean {
  const { kind, type, body } = one;
  if (literalValue(body.count) === 0) return false;
  if (kind === "module") {
    const source = literalText(body.source);
    const isSame = rows.kind === "module" && source !== undefined && source === literalText(rows.body.source);
    if (!isSame && calledPart(one) !== "aws-auth") return false;
    return (
      literalValue(body.manage_aws_auth_configmap ?? true) !== false ||
      literalValue(body.create_aws_auth_configmap) === true
    );
  }
  if (kind !== "resource" || !WITH_DATA.includes(type)) return false;
  const { name, namespace } = blockOf(body.metadata);
  const ignored = blockOf(body.lifecycle).ignore_changes;
  const isWritten = body.data !== undefined && !expressionOf(ignored ?? "").includes("data");
  return literalText(name) === "aws-auth" && (literalText(namespace) ?? "kube-system") === "kube-system" && isWritten;
}

/** As it is written: a block without one has the provider that has no alias. */
function providerOf({ kind, body }: Block): string {
  const written = kind === "module" ? blockOf(body.providers).kubernetes : body.provider;
  return written === undefined ? "kubernetes" : expressionOf(written).replace(/[()"\s]/g, "");
}
