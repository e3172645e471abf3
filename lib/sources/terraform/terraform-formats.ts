import type { Format } from "../facts";
import type { SourceNode } from "../source";
import { configurationFacts } from "./plan-configuration";
import { rawResources } from "./raw-resources";
import { showResources } from "./show-resources";
import { stateFacts } from "./state-facts";

/** `terraform show -json` of a state: an empty one has no values. */
const stateFormat: Format = {
  name: "terraform show -json",
  recognizes: (source) => isShown(source) && !isPlan(source),
  read: (source, facts) => {
    const root = source.child("values")?.child("root_module");
    stateFacts(source, showResources(root), facts);
  },
};

/** `terraform show -json` of a plan: what is live is what it was made on, its prior state. */
const planFormat: Format = {
  name: "terraform show -json PLAN",
  recognizes: (source) => isShown(source) && isPlan(source),
  read: (source, facts) => {
    const root = source.child("prior_state")?.child("values")?.child("root_module");
    configurationFacts(source.child("configuration"), facts);
    stateFacts(source, showResources(root), facts);
  },
};

/** The state file itself. */
const rawFormat: Format = {
  name: "terraform.tfstate",
  recognizes: (source) => source.has("lineage") && source.has("serial"),
  read: (source, facts) => {
    if (source.child("version")?.text() === "4") stateFacts(source, rawResources(source), facts);
    else
      source.child("version")?.report("import-source-unknown", {
        message: "a state of another version, expected version 4",
        help: "a Terraform that is newer than 0.12 writes it: run `terraform show -json` with the one that the root uses",
      });
  },
};

/** OpenTofu encrypts states: then nobody but OpenTofu reads them. */
const encryptedFormat: Format = {
  name: "terraform show -json",
  recognizes: (source) => source.has("encrypted_data"),
  read: (source) =>
    source.report("import-source-unknown", {
      message: "an encrypted state, expected one that can be read",
      help: "`tofu show -json` in the root prints it",
    }),
};

/** What Terraform knows of a cluster. */
export const TERRAFORM_FORMATS: readonly Format[] = [encryptedFormat, stateFormat, planFormat, rawFormat];

function isShown(source: SourceNode): boolean {
  return source.has("format_version") && (source.has("terraform_version") || source.keys.length === 1);
}

function isPlan(source: SourceNode): boolean {
  return ["planned_values", "resource_changes", "prior_state", "configuration"].some((key) => source.has(key));
}
