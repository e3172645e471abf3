import { z } from "zod";
import { section } from "../camel-keys";
import type { TextProblem } from "../names";
import { awsArn, issueOf, name, region, roleArn, texts } from "../texts";

const s3 = section({
  bucket: name.describe("Name of the bucket."),
  key: name.describe("Key of the state in the bucket."),
  region: region.describe("Region of the bucket."),
  encrypt: z.boolean().describe("Whether the state is encrypted in the bucket. Default: true.").exactOptional(),
  kms_key_id: awsArn.describe("ARN of the KMS key. Default: the bucket's own.").exactOptional(),
  dynamodb_table: name.describe("Table that locks the state.").exactOptional(),
  use_lockfile: z
    .boolean()
    .describe("Whether an object beside the state locks it (Terraform >= 1.10).")
    .exactOptional(),
  profile: name.describe("AWS profile of the runner.").exactOptional(),
  role_arn: roleArn.describe("Role that reads and writes the state.").exactOptional(),
});

const cloudWorkspaces = section({
  name: name.describe("One workspace.").exactOptional(),
  project: name.describe("Project of the workspace.").exactOptional(),
  tags: texts.describe("Workspaces by their tags.").exactOptional(),
}).transform(({ name: workspace, project, tags }, { issues, value }) => {
  if (workspace !== undefined && tags === undefined) return { name: workspace, ...(project ? { project } : {}) };
  if (tags !== undefined && workspace === undefined && project === undefined) return { tags };
  const got = workspace === undefined ? "neither" : "both";
  issues.push(issueOf({ code: "one-of", message: `expected one of name (with project) and tags, got ${got}` }, value));
  return z.NEVER;
});

const remoteWorkspaces = section({
  name: name.describe("One workspace.").exactOptional(),
  prefix: name.describe("Workspaces by their prefix.").exactOptional(),
}).transform(({ name: workspace, prefix }, { issues, value }) => {
  if (workspace !== undefined && prefix === undefined) return { name: workspace };
  if (prefix !== undefined && workspace === undefined) return { prefix };
  const got = workspace === undefined ? "neither" : "both";
  issues.push(issueOf({ code: "one-of", message: `expected one of name and prefix, got ${got}` }, value));
  return z.NEVER;
});

const organization = name.describe("Name of the organization.");
const hostname = name
  .describe("Host of HCP Terraform or Terraform Enterprise. Default: app.terraform.io.")
  .exactOptional();
const workspaces = "Which workspaces.";

/** Backends that a stack of ours writes its state to, by name. */
export const BACKENDS = {
  s3: s3.describe("A bucket.").exactOptional(),
  cloud: section({ organization, hostname, workspaces: cloudWorkspaces.describe(workspaces) })
    .describe("HCP Terraform, by the `cloud` block.")
    .exactOptional(),
  remote: section({ organization, hostname, workspaces: remoteWorkspaces.describe(workspaces) })
    .describe("HCP Terraform or Terraform Enterprise, by the backend `remote`.")
    .exactOptional(),
  local: section({ path: name.describe("Relative to the stack's own folder, outside of cdktf.out.").exactOptional() })
    .describe("A file.")
    .exactOptional(),
};

/** `terraform.backend`: exactly one of four. */
export const backend = section(BACKENDS).transform((backends, { issues, value }) => {
  const written = Object.keys(backends);
  if (written.length === 1) {
    if (backends.s3 !== undefined) return { s3: backends.s3 };
    if (backends.cloud !== undefined) return { cloud: backends.cloud };
    if (backends.remote !== undefined) return { remote: backends.remote };
    if (backends.local !== undefined) return { local: backends.local };
  }
  issues.push(issueOf(notOne(Object.keys(BACKENDS), written), value));
  return z.NEVER;
});

/** What is said where a state has no place, or several. */
export function notOne(known: readonly string[], written: readonly string[]): TextProblem {
  const verb = written.length === 0 ? "write" : "keep";
  return {
    code: "one-of",
    message: `expected one of ${known.join(", ")}, got ${written.length === 0 ? "none" : written.join(", ")}`,
    help: `${verb} one of them: a state is in one place; \`backend: { local: {} }\` is a file`,
  };
}
