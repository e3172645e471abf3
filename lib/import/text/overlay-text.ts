import { comments, indented } from "../../yaml/lines";
import { scalarText } from "../../yaml/scalar-text";
import type { DraftCredentials, DraftOverlay, Noted } from "../draft/cluster-draft";

/** Lines of `render` and of the section `overlay`: the root module of the state, and the blocks that have the cluster. */
export function overlayLines({ root, cluster, rows }: DraftOverlay): string[] {
  return [
    "# Two files over the root module that has the cluster: `eks-access overlay` writes them, and no state moves.",
    "render: overlay",
    "overlay:",
    ...indented([
      `root: ${scalarText(root)}`,
      ...blockLines(cluster),
      ...(rows === undefined ? ["# the state has no rows of aws-auth: somebody else writes them"] : blockLines(rows)),
    ]),
  ];
}

function blockLines({ value: [key, block], notes }: Noted<readonly [string, string | undefined]>): string[] {
  return [...comments(notes), block === undefined ? `${key}:` : `${key}: ${scalarText(block)}`];
}

/** Lines of `terraform` that say how guards get into the cluster. */
export function credentialLines({ value, notes }: DraftCredentials): string[] {
  const { auth, configPath, configContext } = value;
  return [
    ...comments(notes),
    `kubernetes_auth: ${auth}`,
    ...(configPath === undefined ? [] : [`config_path: ${scalarText(configPath)}`]),
    ...(configContext === undefined ? [] : [`config_context: ${scalarText(configContext)}`]),
  ];
}

/** Lines of `aws_auth` that say whose the rows are, where that is not what the sub-module does by default. */
export function awsAuthToggles(overlay: DraftOverlay | undefined): string[] {
  if (overlay === undefined) return [];
  if (overlay.rows === undefined) return ["manage_aws_auth_configmap: false"];
  return overlay.createsConfigMap ? ["create_aws_auth_configmap: true"] : [];
}
