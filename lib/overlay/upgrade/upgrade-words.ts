import { compareVersions } from "../../module/module-version";
import { needsWords } from "./other-edits";
import type { ModuleState } from "./state-rows";
import { ROWS_RESOURCE } from "./rows-file";
import { type Upgrade, upgradeTitle } from "./upgrade-module";
import { windowsRowWords } from "./windows-rows";

/** An upgrade in lines: what to edit, what was written, what the plan still changes, and what comes next. */
export function upgradeWords(upgrade: Upgrade, written: readonly string[]): string[] {
  const { edits, to } = upgrade;
  const width = Math.max(...edits.map(({ file, line }) => `${file}:${line}`.length), 0);
  const places = edits.map(
    ({ file, line, argument, does }) => `  ${`${file}:${line}`.padEnd(width)}  ${argument}: ${does}`,
  );
  return [
    upgradeTitle(upgrade),
    "",
    "edit:",
    ...places,
    ...(written.length === 0 ? [] : ["", ...written.map((file) => `${file}: written`)]),
    "",
    ...(compareVersions(to, "21.0.0") < 0 ? to20(upgrade) : to21(upgrade)),
  ];
}

function to20({ block, state, to, awsAuthModule }: Upgrade): string[] {
  const called = awsAuthModule === undefined ? "" : `, aws_auth_module: ${awsAuthModule}`;
  const rows = state.rows === undefined ? called : `, config_map: ${ROWS_RESOURCE}`;
  return [
    `needs: ${needsWords(to)}`,
    "the plan of this pull request may change, beside what is written above:",
    "  tags of the cluster, `sts:TagSession` in trust policies, a `time_sleep` per cluster",
    ...rowsWords(state, awsAuthModule),
    "  a plan that replaces a cluster, node group or profile is wrong: do not apply it",
    "then write into the cluster file, and run `eks-access overlay`:",
    "  render: overlay",
    `  overlay: { root: FOLDER, module: ${block.name}${rows} }`,
    ...stageLines(state.mode),
    ...windowsRowWords(state),
  ];
}

/** What the plan may do to the rows; of a ConfigMap that the module made without managing it, it never touched the rows again. */
function rowsWords({ rows, configMap }: ModuleState, awsAuthModule: string | undefined): string[] {
  if (rows !== undefined)
    return ["  aws-auth: moved, and not changed; a plan that changes or destroys it is wrong: do not apply it"];
  const made = "the ConfigMap aws-auth: moved, and not changed; a plan that changes or destroys it is wrong";
  return [
    ...(configMap === undefined ? [] : [`  ${made}: do not apply it`]),
    ...(awsAuthModule !== undefined
      ? [
          `  the rows stay where module.${awsAuthModule} writes them; a plan that changes or destroys them is wrong: do not apply it`,
        ]
      : configMap === undefined
        ? ["  the state has no rows of the module: whoever writes aws-auth goes on"]
        : [
            "  the module wrote its rows once, when it made it: whoever has written them since goes on",
            "  the file has no rows, and no `config_map` names it: write `manage_aws_auth_configmap: false` under aws_auth of the cluster file;",
            "  `retire` then leaves the rows alive, they serve nobody from `api` on, and the ConfigMap goes with the file at the end",
          ]),
  ];
}

/** The stage that a cluster is at by its live mode; of API there is none left. */
function stageLines(mode: ModuleState["mode"]): string[] {
  if (mode === "API") return ["  authentication_mode: API"];
  if (mode === "CONFIG_MAP") return ["  migration: { stage: config-map }"];
  if (mode === undefined)
    return [
      "  migration: { stage: config-map }",
      "  the state does not tell the mode: that stage is right where AWS says CONFIG_MAP, and nowhere else",
    ];
  return [
    "  migration: { stage: entries }",
    "  the state says API_AND_CONFIG_MAP: that stage takes every entry of the state into the file, and `dual` none",
  ];
}

function to21({ block: { name }, to }: Upgrade): string[] {
  return [
    `needs: ${needsWords(to)}`,
    "the access of the cluster keeps its addresses and keys:",
    `  module.${name}.aws_eks_access_entry.this["KEY"], module.${name}.aws_eks_access_policy_association.this["KEY_POLICY"]`,
    "  a plan that adds, replaces or destroys one of them is wrong: do not apply it",
    "the plan of this pull request may change, beside what is written above:",
    ...CHANGES_OF_21.map((line) => `  ${line}`),
    "  a plan that destroys or replaces a cluster, node group or profile is wrong: do not apply it",
    "node groups: v21 declares their fields, and Terraform refuses others; compare the plan of each group before you apply it",
  ];
}

/** What v21 changes by itself, of whatever the root has of it. */
const CHANGES_OF_21 = [
  "cluster: the tag `terraform-aws-modules` goes, of its key as well; its `time_sleep` is made anew",
  "role of the cluster: AmazonEKSVPCResourceController goes (pods with security groups need it: write it under iam_role_additional_policies),",
  "  and the policy `custom` goes, where Auto Mode is off",
  "node security group: a rule for the webhook at port 10251 is made",
  "add-ons: resolve_conflicts_on_create, and the version where most_recent is left to its default",
  "modules/karpenter: policies of the controller and of the queue, a rule of EventBridge, AmazonEC2ContainerRegistryPullOnly for the nodes",
];
