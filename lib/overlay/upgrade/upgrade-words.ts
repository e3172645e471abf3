import { compareVersions } from "../../module/module-version";
import { needsWords } from "./other-edits";
import { hasNodeGroups } from "./remaining-changes";
import { blockAddress } from "../root/block";
import type { ModuleState } from "./call/module-state";
import { type Upgrade, upgradeTitle } from "./upgrade-module";
import { windowsRowWords } from "./windows-rows";

/** An upgrade in lines: what to edit, what was written, what the plan still changes, and what comes next. */
export function upgradeWords(upgrade: Upgrade, written: readonly string[]): string[] {
  const { edits, to, progress } = upgrade;
  const width = Math.max(...edits.map(({ file, line }) => `${file}:${line}`.length), 0);
  const places = edits.map(
    ({ file, line, argument, does }) => `  ${`${file}:${line}`.padEnd(width)}  ${argument}: ${does}`,
  );
  const edit = progress === "none" ? "edit:" : "left to edit:";
  return [
    upgradeTitle(upgrade),
    "",
    ...doneWords(upgrade),
    ...(places.length === 0 ? [`${edit} nothing`] : [edit, ...places]),
    ...(written.length === 0 ? [] : ["", ...written.map((file) => `${file}: written`)]),
    "",
    ...(compareVersions(to, "21.0.0") < 0 ? to20(upgrade) : to21(upgrade)),
  ];
}

/** What of a bump is made already. */
function doneWords({ block, from, to, progress, isByState, moved: { rows, configMap } }: Upgrade): string[] {
  if (progress === "none") return [];
  const targets = [...(rows === undefined ? [] : [rows.to]), ...(configMap === undefined ? [] : [configMap])];
  return [
    `done: ${blockAddress(block)} calls ${to}${progress === "applied" ? ", and the state has no rows of the module" : ""}`,
    ...targets.map((to) => `done: aws-auth of the module is moved to ${to}`),
    ...(isByState ? [`the root module does not tell the version before: ${from} is taken, by what the state has`] : []),
    "",
  ];
}

function to20(upgrade: Upgrade): string[] {
  const { path, state, to, progress, names } = upgrade;
  const [key, address] = rowsAt(upgrade);
  return [
    `needs: ${needsWords(to)}`,
    ...(progress === "applied" ? [] : planWords(upgrade)),
    "then write into the cluster file, and run `eks-access overlay`:",
    "  render: overlay",
    `  overlay: { root: FOLDER, module: ${path.includes("[") ? `'${path}'` : path}${address === undefined ? "" : `, ${key}: ${address}`} }`,
    ...severalWords(upgrade),
    ...stageLines(state.mode),
    ...windowsRowWords(state, upgrade.moved.rows?.file ?? names.file),
  ];
}

/** What `overlay` of a cluster file names for the rows: where they go to, else the only block beside the module that writes some. */
function rowsAt({ moved: { address }, writers }: Upgrade): readonly [key: string, address?: string] {
  const called = /^module\.([^.[]+)/.exec(address ?? "")?.[1];
  if (called !== undefined) return ["aws_auth_module", called];
  if (address !== undefined) return ["config_map", address];
  const [only, ...others] = writers;
  if (only === undefined || others.length > 0) return ["config_map"];
  return [only.key, only.key === "config_map" ? blockAddress(only.block) : only.block.name];
}

function severalWords({ moved: { address }, writers }: Upgrade): string[] {
  if (address !== undefined || writers.length < 2) return [];
  const each = writers.map(({ key, block }) => `${key}: ${key === "config_map" ? blockAddress(block) : block.name}`);
  return [`  and, of the blocks that write aws-auth, that of this cluster: ${each.join("; ")}`];
}

function planWords({ changes, ...upgrade }: Upgrade): string[] {
  return [
    "the plan of this pull request may change, beside what is written above:",
    ...(changes.length === 0 ? NONE : changes).map((line) => `  ${line}`),
    ...rowsWords(upgrade),
    "  a plan that replaces a cluster, node group or profile is wrong: do not apply it",
  ];
}

/** What the plan may do to the rows; of a ConfigMap that the module made without managing it, it never touched the rows again. */
function rowsWords({ state: { rows, configMap }, writers }: Pick<Upgrade, "state" | "writers">): string[] {
  if (rows !== undefined)
    return ["  aws-auth: moved, and not changed; a plan that changes or destroys it is wrong: do not apply it"];
  const made = "the ConfigMap aws-auth: moved, and not changed; a plan that changes or destroys it is wrong";
  const names = writers.map(({ block }) => blockAddress(block)).join(", ");
  return [
    ...(configMap === undefined ? [] : [`  ${made}: do not apply it`]),
    ...(names !== ""
      ? [`  the rows stay where ${names} writes them; a plan that changes or destroys them is wrong: do not apply it`]
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

function to21({ block, state, to, changes, progress }: Upgrade): string[] {
  const { address } = state;
  if (progress === "applied") return [`needs: ${needsWords(to)}`];
  return [
    `needs: ${needsWords(to)}`,
    "the access of the cluster keeps its addresses and keys:",
    `  ${address}.aws_eks_access_entry.this["KEY"], ${address}.aws_eks_access_policy_association.this["KEY_POLICY"]`,
    "  a plan that adds, replaces or destroys one of them is wrong: do not apply it",
    "the plan of this pull request may change, beside what is written above:",
    ...changes.map((line) => `  ${line}`),
    "  a plan that destroys or replaces a cluster, node group or profile is wrong: do not apply it",
    ...(hasNodeGroups(block, state) ? [FIELDS_DECLARED] : []),
  ];
}

const FIELDS_DECLARED =
  "node groups: v21 declares their fields, and Terraform drops others without a word; compare the plan of each group before you apply it";
