import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { overlayAt, overlayIn } from "../overlay-finding";
import { type Block, blockAddress } from "../root/block";
import { literalText } from "../root/hcl-value";
import { calledPart, isEksModule } from "../root/module-source";
import type { RootModule } from "../root/root-module";

/** The call of the module that is to be upgraded: the one of a name, else the only one; or why there is none. */
export function upgradedCall(
  root: RootModule,
  name: string | undefined,
): { readonly block: Block } | { readonly findings: readonly LocatedFinding[] } {
  const modules = root.blocks.filter((block) => block.kind === "module");
  const calls = modules.filter(isEksModule);
  const [block, ...others] = name === undefined ? calls : calls.filter((call) => call.name === name);
  if (block === undefined) {
    const unread = modules.filter((call) => (name === undefined ? isLikely(call) : call.name === name));
    const findings = unread.flatMap((call) => (isEksModule(call) ? [] : [notRead(call)]));
    if (findings.length > 0) return { findings };
  }
  if (block === undefined || others.length > 0) {
    const names = calls.map((call) => call.name).join(", ") || "none";
    const message = `expected one call of terraform-aws-modules/eks/aws, got ${block === undefined ? "none" : names}`;
    const help = `modules there that make a cluster: ${names}; name one by --module`;
    return { findings: [overlayAt("overlay-block-missing", { file: root.folder, line: 1 }, { message, help })] };
  }
  const laidOver = root.overriding.filter((each) => blockAddress(each) === blockAddress(block));
  if (laidOver.length > 0) return { findings: laidOver.map(overriddenCall) };
  const repeated = ["count", "for_each"].find((meta) => block.body[meta] !== undefined);
  if (repeated === undefined) return { block };
  const message = `\`${repeated}\` on the call is not supported, expected one cluster`;
  const help = "write the bump by hand: docs/upgrade-module.md has the recipe for one cluster";
  return { findings: [overlayIn(block, ["overlay-unsupported", repeated], { message, help })] };
}

/** Terraform takes what an override file says in the place of the block's own arguments: an edit of the block alone may do nothing. */
function overriddenCall(block: Block): LocatedFinding {
  const message = `an override file that lays over ${blockAddress(block)}, expected every argument of it in one block`;
  const help =
    "move its arguments into the block that it overrides, delete it here, see that the plan is the same, then run this again";
  return overlayIn(block, ["overlay-unsupported"], { message, help });
}

/** A source that may be the module, and tells no version: a commit, a registry of one's own, a copy. */
function isLikely(block: Block): boolean {
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

function notRead(block: Block): LocatedFinding {
  const source = literalText(block.body.source) ?? "";
  const message = `the source of ${blockAddress(block)} is not recognised, expected terraform-aws-modules/eks/aws, or its repository with \`?ref=vX.Y.Z\`, got \`${source}\``;
  const help = source.includes("terraform-aws-eks")
    ? "write the tag of that commit, `?ref=vX.Y.Z` (`git tag --points-at COMMIT` in the module's repository), then run this again"
    : 'copy the root, write there `source = "terraform-aws-modules/eks/aws"` and the `version` that this one is a copy of, and run this on that: its edits are those of yours. What another module calls is bumped there, by hand: docs/upgrade-module.md';
  return overlayIn(block, ["overlay-module-unknown", "source"], { message, help });
}
