import { AUTHENTICATION_MODES } from "../../access/access-entry/authentication-mode";
import { didYouMean } from "../../finding/did-you-mean";
import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { type ModulePart, versionsWith } from "../../module/module-table";
import { overlayIn } from "../overlay-finding";
import type { Overridden, OverlayTarget } from "../overlay-target";
import { blockOf, literalText } from "../root/hcl-value";
import { entryFindings } from "./entry-checks";
import { twiceMadeFindings } from "./twice-made";
import { constraintFindings } from "./constraint-checks";
import { ignoredFindings } from "./ignored-changes";
import { outerOverrideFindings } from "./outer-overrides";
import { overlaidRowFindings } from "./row-checks";
import { rowsClusterFindings } from "./rows-cluster";
import { secondWriterFindings } from "./second-writer";

/** Arguments of any module block, which are none of its module's variables; `//` is a comment of Terraform JSON. */
const META: readonly string[] = ["//", "count", "depends_on", "for_each", "providers", "source", "version"];

/** What we override of the module, and of its sub-module, whether the block has it or not. */
const OVERRIDDEN = {
  eks: ["access_entries", "authentication_mode"],
  rows: [
    "aws_auth_accounts",
    "aws_auth_roles",
    "aws_auth_users",
    "create_aws_auth_configmap",
    "manage_aws_auth_configmap",
  ],
} as const;

/**
 * What Terraform no longer says of a block that is overridden, one of the three checks of it: each argument against the
 * module's variables, entries and rows against the cluster file. The version was asked when the block was found.
 */
export function overlayFindings(target: OverlayTarget): LocatedFinding[] {
  const { eks, rows } = target;
  return [
    ...argumentFindings(eks, "eks", OVERRIDDEN.eks),
    ...(rows === undefined ? [] : argumentFindings(rows, "aws-auth", OVERRIDDEN.rows)),
    ...constraintFindings(target),
    ...clusterFindings(target),
    ...modeFindings(target),
    ...entryFindings(target),
    ...twiceMadeFindings(target),
    ...overlaidRowFindings(target),
    ...secondWriterFindings(target),
    ...rowsClusterFindings(target),
    ...ignoredFindings(target),
    ...outerOverrideFindings(target),
  ];
}

function argumentFindings(
  { block, variables, version }: Overridden,
  part: ModulePart,
  ours: readonly string[],
): LocatedFinding[] {
  if (variables === undefined) return [];
  const written = Object.keys(block.body).filter((name) => !META.includes(name));
  return [...new Set([...written, ...ours])]
    .filter((name) => !variables.has(name))
    .map((name) => {
      const near = didYouMean(name, [...variables]);
      const which = version === undefined ? "the module" : `version ${version} of the module`;
      const message = `an argument that ${which} does not have, which Terraform drops without a word under an override, got \`${name}\``;
      const help = otherVersion(part, name) ?? (near === undefined ? "delete it" : `did you mean \`${near}\`?`);
      return overlayIn(block, ["overlay-argument-unknown", name], { message, help });
    });
}

/** Where another version has it, what is installed may be older than what the constraint lets in. */
function otherVersion(part: ModulePart, name: string): string | undefined {
  const spans = versionsWith(part, name);
  if (spans === undefined) return undefined;
  return `versions ${spans.first} to ${spans.last} have it: write a constraint on such a version and run \`terraform init -upgrade\`, or delete it`;
}

/**
 * A mode that the block says and the stage has not reached, which the override drops without a word. One that it has passed is
 * where the cluster came from: EKS goes back to none, and it may stand there until it settles.
 * @see DOMAIN R35
 */
function modeFindings({ cluster, eks: { block } }: OverlayTarget): LocatedFinding[] {
  const name = "authentication_mode";
  const path = block.kind === "module" ? [name] : ["access_config", name];
  const written = block.kind === "module" ? block.body[name] : blockOf(block.body.access_config)[name];
  const own = AUTHENTICATION_MODES.find((mode) => mode === literalText(written));
  const { mode } = cluster.staged.rendering;
  if (own === undefined || AUTHENTICATION_MODES.indexOf(own) <= AUTHENTICATION_MODES.indexOf(mode)) return [];
  const stage = cluster.staged.definition.migration?.stage;
  const where = stage === undefined ? "authentication_mode" : `stage ${stage}`;
  const message = `a mode that ${where} of ${cluster.file} has not reached, which the overlay drops without a word, expected \`${mode}\` or an earlier one, got \`${own}\``;
  const help =
    stage === undefined
      ? `write \`${name}: ${own}\` into ${cluster.file}, or \`${mode}\` into this block`
      : `write into this block the mode that the cluster started from: \`eks-access advance ${cluster.file}\` switches the mode at its stage`;
  return [overlayIn(block, ["overlay-mode-ahead", ...path], { message, help })];
}

function clusterFindings({ cluster, eks: { block } }: OverlayTarget): LocatedFinding[] {
  const { clusterName } = cluster.staged.definition;
  const argument = block.kind === "module" ? "cluster_name" : "name";
  const own = literalText(block.body[argument]);
  if (own === undefined || own === clusterName) return [];
  const message = `another cluster than the file's, expected \`${clusterName}\`, got \`${own}\``;
  return [
    overlayIn(block, ["overlay-cluster-differs", argument], {
      message,
      help: `write the block of \`${clusterName}\` into ${cluster.file}: \`module: NAME\` under \`overlay\` for \`module "NAME"\`, \`cluster: aws_eks_cluster.NAME\` for a resource; else the overlay would change the access of \`${own}\``,
    }),
  ];
}
