import { didYouMean } from "../../finding/did-you-mean";
import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { overlayIn } from "../overlay-finding";
import type { Overridden, OverlayTarget } from "../overlay-target";
import { literalText } from "../root/hcl-value";
import { entryFindings, twiceMadeFindings } from "./entry-checks";
import { constraintFindings } from "./constraint-checks";
import { rowFindings } from "./row-checks";

/** Arguments of any module block, which are none of its module's variables. */
const META: readonly string[] = ["count", "depends_on", "for_each", "providers", "source", "version"];

/** What we override of the module, and of its sub-module. */
export const OVERRIDDEN = {
  eks: ["access_entries", "authentication_mode", "enable_cluster_creator_admin_permissions"],
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
    ...argumentFindings(eks, OVERRIDDEN.eks),
    ...(rows === undefined ? [] : argumentFindings(rows, OVERRIDDEN.rows)),
    ...constraintFindings(target),
    ...clusterFindings(target),
    ...entryFindings(target),
    ...twiceMadeFindings(target),
    ...rowFindings(target),
  ];
}

function argumentFindings({ block, variables }: Overridden, ours: readonly string[]): LocatedFinding[] {
  if (variables === undefined) return [];
  const written = Object.keys(block.body).filter((name) => !META.includes(name));
  return [...new Set([...written, ...ours])]
    .filter((name) => !variables.has(name))
    .map((name) => {
      const near = didYouMean(name, [...variables]);
      const message = `an argument that the module does not have, which Terraform drops without a word under an override, got \`${name}\``;
      const help =
        near === undefined ? "delete it, or use a version of the module that has it" : `did you mean \`${near}\`?`;
      return overlayIn(block, ["overlay-argument-unknown", name], { message, help });
    });
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
      help: "name the block of this cluster under overlay",
    }),
  ];
}
