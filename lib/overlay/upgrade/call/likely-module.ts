import type { LocatedFinding } from "../../../inventory/finding/located-finding";
import { overlayIn } from "../../overlay-finding";
import { type Block, blockAddress } from "../../root/block";
import { literalText } from "../../root/hcl-value";
import { calledPart } from "../../root/module-source";

/** A source that may be the module, and tells no version: a commit, a registry of one's own, a copy. */
export function isLikely(block: Block): boolean {
  const name = sourceName(literalText(block.body.source) ?? "");
  return calledPart(block) === undefined && /eks/i.test(name) && !BESIDE.test(name);
}

/** Modules for something of a cluster: roles of service accounts, add-ons, groups of nodes. */
const BESIDE =
  /add-?ons?|aws-auth|blueprint|capabilit|fargate|hybrid|iam|irsa|karpenter|launch|monitor|node|pod|polic|role|security|service|teams?|user/i;

/** The name by which a module goes: `terraform-aws-eks` of a repository, `eks` of a registry, the last folder of a path. */
function sourceName(source: string): string {
  const [path = ""] = source.split("?");
  const [, repository = path, folder = ""] = /^((?:[a-z+]+:+)*(?:\/\/)?.*?)(?:\/\/(.*))?$/.exec(path) ?? [];
  const names = (folder || repository).replace(/\.git$/, "").split(/[/:]/);
  const isRegistry = folder === "" && /^(?:[\w.-]+\.[a-z]+\/)?[\w-]+\/[\w-]+\/aws$/.test(repository);
  return names.at(isRegistry ? -2 : -1) ?? "";
}

/** Why a call is not read: its source tells no version. */
export function notRead(block: Block): LocatedFinding {
  const source = literalText(block.body.source) ?? "";
  const message = `the source of ${blockAddress(block)} is not recognised, expected terraform-aws-modules/eks/aws, or its repository with \`?ref=vX.Y.Z\`, got \`${source}\``;
  const help = source.includes("terraform-aws-eks")
    ? "write the tag of that commit, `?ref=vX.Y.Z` (`git tag --points-at COMMIT` in the module's repository), then run this again"
    : 'copy the root, write there `source = "terraform-aws-modules/eks/aws"` and the `version` that this one is a copy of, and run this on that: its edits are those of yours. What another module calls is bumped there, by hand: docs/upgrade-module.md';
  return overlayIn(block, ["overlay-module-unknown", "source"], { message, help });
}
