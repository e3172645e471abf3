import { type State, type StateBackend, stateOf } from "../../inventory/definition/state-place/shared-state";
import { blockOf, type HclMap, itemsOf, literalText } from "./hcl-value";
import type { RootModule } from "./root-module";

/** Where a root module keeps its state; undefined where its backend is not written out, as with `-backend-config`. */
export function rootState({ path, terraform }: Pick<RootModule, "path" | "terraform">): State | undefined {
  const backend = backendOf(terraform);
  return backend === undefined ? undefined : stateOf({ name: "", folder: path, backend });
}

function backendOf(blocks: readonly HclMap[]): StateBackend | undefined {
  const cloud = blocks.find((block) => block.cloud !== undefined);
  if (cloud !== undefined) return cloudState(blockOf(cloud.cloud));
  const backend = blocks.map((block) => blockOf(block.backend)).find((each) => Object.keys(each).length > 0);
  if (backend === undefined) return { local: { path: "terraform.tfstate" } };
  const [kind = ""] = Object.keys(backend);
  const body = blockOf(backend[kind]);
  if (kind === "s3") return s3State(body);
  if (kind === "remote") return remoteState(body);
  return kind === "local" ? localState(body) : undefined;
}

/** Regions tell partitions alone: where the block has none, the usual one is taken. */
function s3State(body: HclMap): StateBackend | undefined {
  const [bucket, key] = [literalText(body.bucket), literalText(body.key)];
  const region = body.region === undefined ? "us-east-1" : literalText(body.region);
  return bucket === undefined || key === undefined || region === undefined
    ? undefined
    : { s3: { bucket, key, region } };
}

function localState(body: HclMap): StateBackend | undefined {
  const path = body.path === undefined ? "terraform.tfstate" : literalText(body.path);
  return path === undefined ? undefined : { local: { path } };
}

function cloudState(body: HclMap): StateBackend | undefined {
  const [place, workspaces] = [placeOf(body), blockOf(body.workspaces)];
  const name = literalText(workspaces.name);
  const tags = itemsOf(workspaces.tags).map(literalText);
  if (place === undefined) return undefined;
  if (name !== undefined) return { cloud: { ...place, workspaces: { name } } };
  const known = tags.filter((tag) => tag !== undefined);
  return known.length === 0 ? undefined : { cloud: { ...place, workspaces: { tags: known } } };
}

function remoteState(body: HclMap): StateBackend | undefined {
  const [place, workspaces] = [placeOf(body), blockOf(body.workspaces)];
  const [name, prefix] = [literalText(workspaces.name), literalText(workspaces.prefix)];
  if (place === undefined) return undefined;
  if (name !== undefined) return { remote: { ...place, workspaces: { name } } };
  return prefix === undefined ? undefined : { remote: { ...place, workspaces: { prefix } } };
}

function placeOf({ organization, hostname }: HclMap): { organization: string; hostname?: string } | undefined {
  const [owner, host] = [literalText(organization), literalText(hostname)];
  if (owner === undefined || (hostname !== undefined && host === undefined)) return undefined;
  return { organization: owner, ...(host === undefined ? {} : { hostname: host }) };
}
