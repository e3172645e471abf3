import { compareVersions } from "../../module/module-version";
import { needsWords } from "./other-edits";
import { hasNodeGroups } from "./remaining-changes";
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

function to20({ block, state, to, changes, awsAuthModule }: Upgrade): string[] {
  const called = awsAuthModule === undefined ? "" : `, aws_auth_module: ${awsAuthModule}`;
  const rows = state.rows === undefined ? called : `, config_map: ${ROWS_RESOURCE}`;
  return [
    `needs: ${needsWords(to)}`,
    "the plan of this pull request may change, beside what is written above:",
    ...(changes.length === 0 ? NONE : changes).map((line) => `  ${line}`),
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

/** What is said where the state has nothing that the bump changes. */
const NONE = ["nothing"];

function to21({ block, state, to, changes }: Upgrade): string[] {
  const { name } = block;
  return [
    `needs: ${needsWords(to)}`,
    "the access of the cluster keeps its addresses and keys:",
    `  module.${name}.aws_eks_access_entry.this["KEY"], module.${name}.aws_eks_access_policy_association.this["KEY_POLICY"]`,
    "  a plan that adds, replaces or destroys one of them is wrong: do not apply it",
    "the plan of this pull request may change, beside what is written above:",
    ...changes.map((line) => `  ${line}`),
    "  a plan that destroys or replaces a cluster, node group or profile is wrong: do not apply it",
    ...(hasNodeGroups(block, state) ? [FIELDS_DECLARED] : []),
  ];
}

const FIELDS_DECLARED =
  "node groups: v21 declares their fields, and Terraform drops others without a word; compare the plan of each group before you apply it";
