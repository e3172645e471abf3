import { basename, dirname, join } from "node:path";
import type { Finding } from "../../../finding/finding";
import { shorten } from "../../../finding/shorten";
import { inventoryFinding as finding } from "../../finding/inventory-finding";
import { partitionOf } from "../partition";
import { inodeOf, type Links, realPath } from "./real-path";

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
 * Whether two stacks may keep one state: then the plan of one destroys what the other one made. Workspaces by tags or by a
 * prefix count as shared where there can be a workspace that both stacks may choose: `terraform init` takes the only one that
 * exists without a question. Which tags a workspace has no file tells: it can have those of both.
 * @see https://developer.hashicorp.com/terraform/language/backend
 */
export function isShared(one: State, other: State): boolean {
  if (one.kind === "file")
    return other.kind === "file" && (isOneFile(one, other) || isBeside(one, other) || isBeside(other, one));
  if (other.kind === "file" || one.organization !== other.organization) return false;
  return includes(one.choice, other.choice) || includes(other.choice, one.choice);
}

/** Texts of which two states that may be shared have at least one in common. */
export function stateKeys(state: State): string[] {
  if (state.kind === "workspaces") return [`workspaces ${state.organization}`];
  return [state.id, ...state.beside, state.inode ?? state.id];
}

/** Whether a state is one and no other, whatever there is: not a workspace by its tags or the beginning of its name. */
export function isNamed(state: State): boolean {
  return state.kind === "file" || "name" in state.choice;
}

/** A state that another stack has, too. */
export interface SharedState {
  /** Who has it: `the stack of clusters/a.yaml`. */
  readonly other: string;
  /** What each of should have its own. */
  readonly each: "file" | "stack";
  readonly states: readonly [State, State];
}

/** What is said of the first of the states, which another stack has too. */
export function stateShared({ other, each, states }: SharedState): Finding {
  const isTagged = states.some((state) => state.kind === "workspaces" && "tags" in state.choice);
  const isChosen = states.some((state) => state.kind === "workspaces" && !("name" in state.choice));
  const own = `give each ${each} a state of its own: the plan of one would destroy what the other one made`;
  return finding("state-shared", "terraform.backend", {
    message: `${other} ${isChosen ? "may choose" : "has"} this state too, expected a state for each ${each}, got \`${states[0].words}\``,
    help: isTagged ? `${own}; write the workspace's name: a workspace can have the tags of both` : own,
  });
}

/** States of others that a stack reads, by their names in `terraform.remote_states`. */
export type StatesRead = Readonly<Record<string, StateBackend | ReadOnlyBackend>>;

/** Places that no stack of ours writes to. */
type ReadOnlyBackend = { readonly gcs: object } | { readonly azurerm: object } | { readonly http: object };

/**
 * Where a state lies that a stack reads: a local one has another default than one that is written. Undefined where no stack of
 * ours can have it.
 */
export function stateRead(stack: StatefulStack, backend: StatesRead[string]): State | undefined {
  if ("gcs" in backend || "azurerm" in backend || "http" in backend) return undefined;
  const isDefault = "local" in backend && backend.local.path === undefined;
  return stateOf({ ...stack, backend: isDefault ? { local: { path: "terraform.tfstate" } } : backend });
}

/** A stack that writes a state which it reads as somebody else's: what stands in there would be destroyed. */
export function stateReadToo(stack: StatefulStack, reads: StatesRead): Finding[] {
  if (Object.keys(reads).length === 0) return [];
  const own = stateOf(stack);
  const shared = Object.entries(reads).filter(([, backend]) => {
    const read = stateRead(stack, backend);
    return read !== undefined && isShared(own, read);
  });
  return shared.map(([name]) =>
    finding("state-shared", "terraform.backend", {
      message: `\`terraform.remote_states.${name}\` is this state too, expected a state of the stack's own, got \`${shorten(own.words)}\``,
      help: "give the stack a state of its own: its plan would destroy what stands in the state that it reads",
    }),
  );
}

/**
 * A key that begins as Terraform begins those of workspaces: `env:/<workspace>/<key>`. The file whose key is the rest of it
 * would have this state in that workspace. No other keys meet: workspaces are named without `/`, and their prefix is left out.
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#workspace_key_prefix
 */
export function workspaceKeyFindings(backend: StateBackend | undefined): Finding[] {
  if (backend === undefined || !("s3" in backend) || !backend.s3.key.startsWith("env:/")) return [];
  return [
    finding("state-key-workspace", "terraform.backend.s3.key", {
      message: `the key of a workspace's state, expected one that does not begin with \`env:/\`, got \`${shorten(backend.s3.key)}\``,
      help: "choose another key, and move the state: a workspace of another stack can have this state, and its plan would destroy what this stack made",
    }),
  ];
}

function isOneFile(one: StateFile, other: StateFile): boolean {
  return one.id === other.id || (one.inode !== undefined && one.inode === other.inode);
}

/** Whether Terraform writes the one's state over a backup or the lock that it keeps beside the other's. */
function isBeside(one: StateFile, other: StateFile): boolean {
  return other.beside.includes(one.id);
}

/**
 * HCP Terraform's `cloud` and `remote` lead to the same workspaces, whose names are unique in their organization. Of many stacks,
 * `links` are those that are remembered.
 */
export function stateOf({ name, folder, backend = { local: {} } }: StatefulStack, links?: Links): State {
  if ("s3" in backend) return object(backend.s3);
  if ("cloud" in backend) return workspaces(backend.cloud);
  if ("remote" in backend) return workspaces(backend.remote);
  const { path = defaultStatePath(name) } = backend.local;
  return localFile(realPath(folder, path, links), path);
}

interface StateFile {
  readonly kind: "file";
  readonly id: string;
  /**
   * Of a file with several names.
   * @default the file is not there yet, or on no disk
   */
  readonly inode?: string;
  /**
   * Of a local state, absolute, links followed.
   * @default in a bucket
   */
  readonly local?: string;
  /** Files that Terraform keeps beside the state: a backup, a lock. */
  readonly beside: readonly string[];
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

/** Two paths that lead to one file, by links in their folders too, are one state. */
function localFile(real: string, path: string): StateFile {
  const inode = inodeOf(real);
  const idOf = (file: string): string => `file ${foldPath(file)}`;
  return {
    kind: "file",
    id: idOf(real),
    local: real,
    words: path,
    beside: [idOf(`${real}.backup`), idOf(join(dirname(real), `.${basename(real)}.lock.info`))],
    ...(inode === undefined ? {} : { inode: `file ${inode}` }),
  };
}

/** A bucket's name is unique in its partition, whatever its region; keys of S3 are texts, not paths. */
function object({ bucket, key, region }: { bucket: string; key: string; region: string }): StateFile {
  const words = `s3://${bucket}/${key}`;
  const id = `${partitionOf(region)} ${words}`;
  return { kind: "file", id, words, beside: [`${id}.tflock`] };
}

function workspaces({
  organization,
  hostname = "app.terraform.io",
  workspaces: choice,
}: Workspaces<StateWorkspaces["choice"]>): StateWorkspaces {
  return {
    kind: "workspaces",
    organization: foldPath(`${hostOf(hostname)}/${organization.trim()}`),
    choice,
    words: `${hostname}/${organization}/${choiceWords(choice)}`,
  };
}

function choiceWords(choice: StateWorkspaces["choice"]): string {
  if ("name" in choice) return choice.name;
  return "prefix" in choice ? `${choice.prefix}*` : `tags ${choice.tags.join(", ")}`;
}

/**
 * The host of a name as Terraform compares hosts: in lower case and ASCII, without the port of HTTPS. A scheme, a path and the
 * dot behind the last label lead to no other host.
 */
function hostOf(hostname: string): string {
  const bare = hostname.trim().replace(/^[a-z][a-z0-9+.-]*:\/\//i, "");
  const host = URL.canParse(`https://${bare}`) ? new URL(`https://${bare}`).host : bare;
  return host.replace(/\.(?=$|:)/, "");
}

/** Whether the first may choose one of those that the second may, or any. */
function includes(one: StateWorkspaces["choice"], other: StateWorkspaces["choice"]): boolean {
  if ("tags" in one || "tags" in other) return true;
  const text = "name" in other ? other.name : other.prefix;
  if ("name" in one) return "name" in other && foldPath(one.name) === foldPath(text);
  return foldPath(text).startsWith(foldPath(one.prefix));
}

/** Some disks and hosts do not tell names apart that differ in case, or in how a letter with an accent is written. */
export function foldPath(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
