import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { parseArn } from "../../access/principal/arn";
import { ownAwsProvider } from "../files/cluster-blocks";
import { overlayIn } from "../overlay-finding";
import type { OverlayTarget } from "../overlay-target";
import type { Block } from "../root/block";
import { type HclValue, literalText } from "../root/hcl-value";
import { calledPart } from "../root/module-source";
import { soleExpression } from "../root/template";

/** A resource of the same folder that makes an entry of the file already: EKS answers 409 to a second one of a principal. */
export function twiceMadeFindings(target: OverlayTarget): LocatedFinding[] {
  const { cluster, root } = target;
  return root.blocks
    .filter((block) => block.kind === "resource" && block.type === "aws_eks_access_entry" && mayBeOf(target, block))
    .flatMap((block) => {
      const twice = Object.entries(cluster.staged.rendering.entries).find(([, { principalArn }]) =>
        isPrincipal(target, principalArn, block.body.principal_arn),
      );
      if (twice === undefined) return [];
      const message = `an access entry that ${cluster.file} declares too, as \`${twice[0]}\`, expected one of them: EKS answers 409 to a second one`;
      const help =
        "take it out of access_entries there, and name its ARN under migration.expected: this block keeps it";
      return [overlayIn(block, ["overlay-entry-differs", "principal_arn"], { message, help })];
    });
}

/** Whether an entry is of the cluster: an expression may be anything but another block that makes a cluster. */
function mayBeOf({ cluster, eks, root }: OverlayTarget, { body }: Block): boolean {
  const name = literalText(body.cluster_name);
  if (name !== undefined) return name === cluster.staged.definition.clusterName;
  const [, type = "", called = "", key] = reference(body.cluster_name, /^(\w+)\.([\w-]+)(?:\["([^"]*)"\])?\./) ?? [];
  const other = root.blocks.find((block) =>
    type === "module" ? block.kind === "module" && block.name === called : isResource(block, type, called),
  );
  if (other === undefined) return true;
  if (other === eks.block) return key === undefined || key === eks.key;
  return !makesCluster(other);
}

/** Whether a block is the module itself, or a cluster without one. */
export function makesCluster(block: Block): boolean {
  return block.kind === "module" ? calledPart(block) === "eks" : block.type === "aws_eks_cluster";
}

/** The block of a role or user that a reference to its ARN names, where the root has it. */
export function principalBlock({ root }: OverlayTarget, written: HclValue | undefined): Block | undefined {
  const [, data, type = "", called = ""] = reference(written, MADE) ?? [];
  return root.blocks.find((block) =>
    data === undefined ? isResource(block, type, called) : block.kind === "data" && isOf(block, type, called),
  );
}

const MADE = /^(?:(data)\.)?(aws_iam_role|aws_iam_user)\.([\w-]+)(?:\[[^\]]*\])?\.arn$/;

/** Whether it is written out, or the ARN of a role or user of the same root that has its name. */
function isPrincipal(target: OverlayTarget, principalArn: string, written: HclValue | undefined): boolean {
  if (literalText(written) !== undefined) return literalText(written) === principalArn;
  const made = principalBlock(target, written);
  const parsed = parseArn(principalArn);
  if (made === undefined || "problem" in parsed || !isOfProvider(target, made)) return false;
  const { accountId, kind, name, path } = parsed.arn;
  const own = target.cluster.staged.definition.terraform.accountId;
  const writtenPath = made.kind === "data" ? path : (made.body.path ?? "/");
  return (
    `aws_iam_${kind}` === made.type &&
    principalNameIn(made) === name &&
    (literalText(writtenPath) ?? path) === path &&
    (own === undefined || own === accountId)
  );
}

/** The name of a role or user, as its block has it; undefined where it is an expression. */
export function principalNameIn({ kind, type, body }: Block): string | undefined {
  return literalText(body[kind === "data" && type === "aws_iam_user" ? "user_name" : "name"]);
}

/** Whether it is of the provider of the cluster: a role of another one may be of another account. */
function isOfProvider(target: OverlayTarget, { body: { provider } }: Block): boolean {
  const own = typeof provider === "string" ? (soleExpression(provider) ?? provider).trim() : "aws";
  return own === (ownAwsProvider(target) ?? "aws");
}

function isResource(block: Block, type: string, name: string): boolean {
  return block.kind === "resource" && isOf(block, type, name);
}

function isOf(block: Block, type: string, name: string): boolean {
  return block.type === type && block.name === name;
}

function reference(value: HclValue | undefined, form: RegExp): RegExpExecArray | undefined {
  const sole = typeof value === "string" ? soleExpression(value)?.trim() : undefined;
  return sole === undefined ? undefined : (form.exec(sole) ?? undefined);
}
