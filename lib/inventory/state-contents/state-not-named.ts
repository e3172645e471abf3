import { acceptItem } from "../../finding/accept-item";
import { basename } from "node:path";
import { type Finding, findingsIn } from "../../finding/finding";
import { shorten } from "../../finding/shorten";
import type { ClusterDefinition } from "../definition/cluster-definition";
import type { StateBackend } from "../definition/state-place/shared-state";

const finding = findingsIn("gate");

/** Who keeps a state. */
interface Owner {
  /** Name of the stack, with the folders of its file. */
  readonly stack: string;
  /** @default a definition in TypeScript has none */
  readonly file?: string;
}

/** Words of nearly every cluster's name, which tell no cluster from another. */
const COMMON: readonly string[] = ["cluster", "eks", "k8s", "kubernetes"];

/** Words of a state that holds the access of a cluster alone. */
const ACCESS: readonly string[] = ["access", "auth"];

/**
 * A state whose place names neither its cluster, nor its stack, nor its file: it may be that of a root module, of which the plan
 * destroys everything but the cluster. Others see what they can: guards nothing, `review` the plan. Where the whole state is taken
 * over, `adopt-whole-state` asks more.
 * @see docs/adoption.md
 */
export function stateNotNamed(definition: ClusterDefinition, { stack, file }: Owner): Finding[] {
  const { render, adopt, terraform, clusterName } = definition;
  const place = terraform.backend === undefined ? undefined : placeOf(terraform.backend);
  const isAsked = adopt?.module !== undefined || adopt?.awsAuthModule !== undefined;
  if (place === undefined || isAsked || (render !== "access" && render !== "resources")) return [];
  const names = [clusterName, stack, ...(file === undefined ? [] : [basename(file).replace(/\.ya?ml$/, "")])];
  const isOfAccess = ACCESS.some((word) => wordsOf(place.chosen).includes(word));
  if (isOfAccess || names.some((name) => isNamed(name, place.text))) return [];
  const message = `nothing in the place of this state names \`${shorten(clusterName)}\`, expected a state that holds this stack alone, got \`${shorten(place.text)}\`, which may be that of a root module: the plan destroys what else it holds, such as a VPC, node groups or IAM roles`;
  return [finding("state-not-named", place.path, { message, help: HELP })];
}

const HELP = `run \`terraform state list\` in the folder whose state it is: a new one is empty. Where it is empty, or lists the resources of this stack alone, ${acceptItem("state-not-named")}, or write the cluster's name into the place. Where it lists more, give the stack another place; docs/adoption.md says more`;

/** Where a state lies, in words. */
interface Place {
  readonly path: string;
  readonly text: string;
  /** What of it is the state's alone. */
  readonly chosen: string;
}

/** Undefined of a file, which is read itself, and of workspaces that `terraform init` chooses. */
function placeOf(backend: StateBackend): Place | undefined {
  if ("local" in backend) return undefined;
  if ("s3" in backend) {
    const { bucket, key } = backend.s3;
    return { path: "terraform.backend.s3.key", text: `s3://${bucket}/${key}`, chosen: key };
  }
  const [kind, { workspaces }] = "cloud" in backend ? ["cloud", backend.cloud] : ["remote", backend.remote];
  if (!("name" in workspaces)) return undefined;
  const { name } = workspaces;
  return { path: `terraform.backend.${kind}.workspaces.name`, text: name, chosen: name };
}

/** Whether a place has all words of a name, in whatever order, or the name in one piece. */
function isNamed(name: string, place: string): boolean {
  const [words, there] = [wordsOf(name), wordsOf(place)];
  const own = words.filter((word) => !COMMON.includes(word));
  const told = own.length === 0 ? words : own;
  return told.every((word) => there.includes(word)) || isJoined(told.join(""), there);
}

/** Whether some words in a row make one: `payments-prod` and `paymentsprod` are alike. */
function isJoined(name: string, words: readonly string[]): boolean {
  return words.some((_, from) => words.some((_, to) => words.slice(from, to + 1).join("") === name));
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
