import { resolve } from "node:path";
import { partitionOf } from "./partition";

/** What of a backend decides where its state lies: of keys, locks and credentials nothing. */
export type StateBackend =
  | { readonly s3: { readonly bucket: string; readonly key: string; readonly region: string } }
  | { readonly cloud: Workspaces<{ readonly name: string } | { readonly tags: readonly string[] }> }
  | { readonly remote: Workspaces<{ readonly name: string } | { readonly prefix: string }> }
  | { readonly local: { readonly path?: string } };

interface Workspaces<Choice> {
  readonly organization: string;
  readonly hostname?: string;
  readonly workspaces: Choice;
}

/** A stack and where it keeps its state. */
export interface StatefulStack {
  /** Name of the stack, which is the cluster's. */
  readonly name: string;
  /** Where Terraform runs: local paths are relative to it. */
  readonly folder: string;
  /** @default a local file, named after the stack */
  readonly backend?: StateBackend;
}

/** The path of the local state of a stack whose backend names none: beside `cdktf.out`, which is deleted with the stack. */
export function defaultStatePath(stack: string): string {
  return `../../../terraform.${stack}.tfstate`;
}

/** Where a stack keeps its state, so that two can be compared. */
export type State = StateFile | StateWorkspaces;

/**
 * Whether two stacks may keep one state: then the plan of one destroys what the other one made. Workspaces by tags or by a prefix count as shared where one stack may choose all of those that the other one may:
 * `terraform init` takes the only one that exists without a question.
 * @see https://developer.hashicorp.com/terraform/language/backend
 */
export function isShared(one: State, other: State): boolean {
  if (one.kind === "file")
    return other.kind === "file" && (one.id === other.id || isBeside(one, other) || isBeside(other, one));
  if (other.kind === "file" || one.organization !== other.organization) return false;
  return includes(one, other) || includes(other, one);
}

/** Whether Terraform writes the one's state over the backup or the lock that it keeps beside the other's. */
function isBeside(one: StateFile, other: StateFile): boolean {
  return one.id === `${other.id}${other.beside}`;
}

/** HCP Terraform's `cloud` and `remote` lead to the same workspaces, whose names are unique in their organization. */
export function stateOf({ name, folder, backend = { local: {} } }: StatefulStack): State {
  if ("s3" in backend) return object(backend.s3);
  if ("cloud" in backend) return workspaces(backend.cloud);
  if ("remote" in backend) return workspaces(backend.remote);
  const { path = defaultStatePath(name) } = backend.local;
  return { kind: "file", id: `file ${fold(resolve(folder, path))}`, words: path, beside: ".backup" };
}

interface StateFile {
  readonly kind: "file";
  readonly id: string;
  /** What Terraform adds to the name of the file that it keeps beside the state: a backup, or a lock. */
  readonly beside: ".backup" | ".tflock";
  /** As the file has it. */
  readonly words: string;
}

interface StateWorkspaces {
  readonly kind: "workspaces";
  /** With its host. */
  readonly organization: string;
  readonly choice: { readonly name: string } | { readonly prefix: string } | { readonly tags: readonly string[] };
  readonly words: string;
}

/** A bucket's name is unique in its partition, whatever its region; keys of S3 are texts, not paths. */
function object({ bucket, key, region }: { bucket: string; key: string; region: string }): StateFile {
  const words = `s3://${bucket}/${key}`;
  return { kind: "file", id: `${partitionOf(region)} ${words}`, words, beside: ".tflock" };
}

function workspaces({
  organization,
  hostname = "app.terraform.io",
  workspaces: choice,
}: Workspaces<StateWorkspaces["choice"]>): StateWorkspaces {
  return {
    kind: "workspaces",
    organization: fold(`${hostname}/${organization}`),
    choice,
    words: `${hostname}/${organization}/${choiceWords(choice)}`,
  };
}

function choiceWords(choice: StateWorkspaces["choice"]): string {
  if ("name" in choice) return choice.name;
  return "prefix" in choice ? `${choice.prefix}*` : `tags ${choice.tags.join(", ")}`;
}

/** Whether whatever the second may choose is among what the first may. */
function includes({ choice: one }: StateWorkspaces, { choice: other }: StateWorkspaces): boolean {
  if ("tags" in one) return "tags" in other && one.tags.every((tag) => other.tags.map(fold).includes(fold(tag)));
  if ("tags" in other) return false;
  const text = "name" in other ? other.name : other.prefix;
  if ("name" in one) return "name" in other && fold(one.name) === fold(text);
  return fold(text).startsWith(fold(one.prefix));
}

/** Some disks and hosts do not tell names apart that differ in case, or in how a letter with an accent is written. */
function fold(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
