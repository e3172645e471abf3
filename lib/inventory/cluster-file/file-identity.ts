import { parseArn } from "../../access/principal/arn";
import type { StateBackend, StatesRead } from "../definition/state-place/shared-state";
import type { FilePlace } from "../finding/located-finding";
import { backend } from "../schema/sections/backend";
import { remoteState } from "../schema/sections/remote-state";
import { nodeAt, placeOf, printPath, type YamlNode, type YamlPath } from "../../yaml/yaml-node";
import { plainValue } from "./plain-value";

/** What a file says of its cluster's name, account and state alone: all that other files are asked. */
export interface FileIdentity {
  /** The name that the file gives its cluster, where it can be read. */
  readonly clusterName: { readonly text: string; readonly at: FilePlace } | undefined;
  /** The region of the cluster, where the file says it, and its account: in so many words, or by the role that the provider takes. */
  readonly account: { readonly id: string | undefined; readonly region: string } | undefined;
  /** Where the stack keeps its state, where that can be read: no backend is a local file. */
  readonly state: FileState | undefined;
}

/** A stack's state, and what it has to do with those of others. */
export interface FileState {
  readonly backend?: StateBackend;
  readonly at: FilePlace;
  readonly reads: StatesRead;
  /** What is taken of the states that are read, in the order of the file. */
  readonly taken: readonly TakenOutput[];
  /** Whether it may hold what the stack does not make: that of a root module, of calls, or one that is taken over. */
  readonly isTaken: boolean;
  /** What others may take of this one; undefined: it is the root module's, and its HCL says so. */
  readonly outputs: { readonly names: readonly string[]; readonly at: FilePlace } | undefined;
}

/** `{ from: network, output: vpc_id }` in a file. */
export interface TakenOutput {
  /** A name of `terraform.remote_states`. */
  readonly from: string;
  readonly output: string;
  /** `vpc_id.output` */
  readonly path: string;
  readonly at: FilePlace;
}

/** Of a file that cannot be read. */
export const UNIDENTIFIED: FileIdentity = { clusterName: undefined, account: undefined, state: undefined };

/** What the tree of a file says. */
export function identityOf(root: YamlNode): FileIdentity {
  return { clusterName: clusterNameOf(root), account: accountOf(root), state: stateOf(root) };
}

/** The name of the cluster alone. */
export function clusterNameOf(root: YamlNode): FileIdentity["clusterName"] {
  const [node, text] = [nodeAt(root, ["cluster_name"]), textAt(root, ["cluster_name"])];
  return node === undefined || text === undefined ? undefined : { text, at: node.at };
}

function accountOf(root: YamlNode): FileIdentity["account"] {
  const [id, region] = ["account_id", "region"].map((key) => textAt(root, ["terraform", key]));
  return region === undefined ? undefined : { id: id ?? takenAccount(root), region };
}

/** The account of the role that the provider takes, where the file names no other. */
function takenAccount(root: YamlNode): string | undefined {
  const read = parseArn(textAt(root, ["terraform", "assume_role", "role_arn"]) ?? "");
  return "arn" in read ? read.arn.accountId : undefined;
}

function textAt(root: YamlNode, path: YamlPath): string | undefined {
  const node = nodeAt(root, path);
  if (node?.kind !== "scalar" || node.value === null) return undefined;
  return typeof node.value === "string" ? node.value : node.source;
}

function stateOf(root: YamlNode): FileState | undefined {
  const path = ["terraform", "backend"];
  const [node, at] = [nodeAt(root, path), placeOf(root, path)];
  const reads = statesRead(root);
  const taken = Object.keys(reads).length === 0 ? [] : takenIn(root, []);
  const state = { at, reads, taken, isTaken: isTaken(root), outputs: outputsOf(root) };
  if (node === undefined) return state;
  const read = backend.safeParse(plainValue(node, backend).value).data;
  return read === undefined ? undefined : { ...state, backend: read };
}

function statesRead(root: YamlNode): StatesRead {
  const node = nodeAt(root, ["terraform", "remote_states"]);
  if (node?.kind !== "map") return {};
  return Object.fromEntries(
    [...node.entries].flatMap(([name, { value }]) => {
      const read = remoteState.safeParse(plainValue(value, remoteState).value).data;
      return read === undefined ? [] : [[name, read] as const];
    }),
  );
}

function takenIn(node: YamlNode, path: YamlPath): TakenOutput[] {
  if (node.kind === "scalar") return [];
  if (node.kind === "list") return node.items.flatMap((item, i) => takenIn(item, [...path, i]));
  const [from, output] = [textAt(node, ["from"]), textAt(node, ["output"])];
  if (node.entries.size === 2 && from !== undefined && output !== undefined)
    return [{ from, output, path: printPath([...path, "output"]), at: placeOf(node, ["output"]) }];
  return [...node.entries].flatMap(([key, { value }]) => takenIn(value, [...path, key]));
}

function isTaken(root: YamlNode): boolean {
  const render = textAt(root, ["render"]);
  const adopted = ["module", "aws_auth_module"].map((key) => nodeAt(root, ["adopt", key]));
  return render === "overlay" || render === "module" || adopted.some((node) => node !== undefined);
}

/** Stacks that call the module have outputs, where the file names some; no others do. */
function outputsOf(root: YamlNode): FileState["outputs"] {
  const render = textAt(root, ["render"]);
  if (render === "overlay") return undefined;
  const node = render === "module" ? nodeAt(root, ["outputs"]) : undefined;
  const names = node?.kind === "map" ? [...node.entries.keys()] : [];
  return { names, at: placeOf(root, node === undefined ? ["render"] : ["outputs"]) };
}
