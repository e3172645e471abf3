import type { LocatedFinding } from "../../../inventory/finding/located-finding";
import { calledChild } from "../../child-module";
import { overlayAt, overlayIn } from "../../overlay-finding";
import { type Block, blockAddress } from "../../root/block";
import { isEksModule } from "../../root/module-source";
import { overlayPath } from "../../root/overlay-path";
import type { RootModule } from "../../root/root-module";
import { callsWithin, outerRoot } from "./calling-root";
import { isLikely, notRead } from "./likely-module";
import { clusterModules, type RootStateResource } from "./module-state";

/** A call of the module, and the instance of it that is upgraded. */
export interface UpgradedCall {
  /** The folder in which the call stands. */
  readonly root: RootModule;
  readonly block: Block;
  /** The instance, where the call has `for_each`. */
  readonly key?: string;
  /** The modules that lead to the folder, in a state: `module.platform.`; empty for a root module. */
  readonly within: string;
  /** `eks`, `eks["blue"]`, `platform.eks`: what `overlay.module` names. */
  readonly path: string;
}

/** The address of an upgraded call in the state of the outermost root module: `module.platform.module.eks["blue"]`. */
export function stateAddress({ within, block, key }: Omit<UpgradedCall, "path" | "root">): string {
  return `${within}module.${block.name}${key === undefined ? "" : `[${JSON.stringify(key)}]`}`;
}

type Found<T> = T | { readonly findings: readonly LocatedFinding[] };

/** The call of the module that is to be upgraded: the one of a name, else the only one; or why there is none. */
export async function upgradedCall(
  read: RootModule,
  wanted: string | undefined,
  resources: readonly RootStateResource[],
): Promise<Found<UpgradedCall>> {
  const outer = await outerRoot(read);
  const findings: LocatedFinding[] = [];
  const path = wanted === undefined ? undefined : overlayPath(wanted);
  if (wanted !== undefined && path === undefined) return { findings: [noPath(read, wanted)] };
  const calls = [...outer.calls, ...(path?.calls ?? [])];
  const child = await calledChild(outer.root, calls, findings);
  if (child === undefined) return { findings };
  const found = await calledBlock(child.root, path?.name);
  if ("findings" in found) return found;
  const within = calls.map((call) => `module.${call}.`).join("");
  const instance = instanceOf(found.block, { key: path?.key, within, resources });
  if ("findings" in instance) return instance;
  const name = [...calls, found.block.name].join(".");
  const own = instance.key === undefined ? {} : { key: instance.key };
  const suffix = instance.key === undefined ? "" : `[${JSON.stringify(instance.key)}]`;
  return { root: child.root, block: found.block, within, path: `${name}${suffix}`, ...own };
}

function noPath({ folder }: RootModule, wanted: string): LocatedFinding {
  const message = `expected the name of a module block (\`eks\`, \`eks["blue"]\`, \`platform.eks\`), got \`${wanted}\``;
  return overlayAt("overlay-block-missing", { file: folder, line: 1 }, { message, help: "write it after --module" });
}

async function calledBlock(root: RootModule, name: string | undefined): Promise<Found<{ readonly block: Block }>> {
  const modules = root.blocks.filter((block) => block.kind === "module");
  const calls = modules.filter(isEksModule);
  const [block, ...others] = name === undefined ? calls : calls.filter((call) => call.name === name);
  if (block === undefined) {
    const unread = modules.filter((call) => (name === undefined ? isLikely(call) : call.name === name));
    const findings = unread.flatMap((call) => (isEksModule(call) ? [] : [notRead(call)]));
    if (findings.length > 0) return { findings };
  }
  if (block === undefined || others.length > 0) {
    const names = [...calls.map((call) => call.name), ...(await callsWithin(root))].join(", ") || "none";
    const message = `expected one call of terraform-aws-modules/eks/aws, got ${block === undefined ? "none" : calls.map((call) => call.name).join(", ")}`;
    const help = `modules there that make a cluster: ${names}; name one by --module`;
    return { findings: [overlayAt("overlay-block-missing", { file: root.folder, line: 1 }, { message, help })] };
  }
  const laidOver = root.overriding.filter((each) => blockAddress(each) === blockAddress(block));
  return laidOver.length > 0 ? { findings: laidOver.map(overriddenCall) } : { block };
}

/** Terraform takes what an override file says in the place of the block's own arguments: an edit of the block alone may do nothing. */
function overriddenCall(block: Block): LocatedFinding {
  const message = `an override file that lays over ${blockAddress(block)}, expected every argument of it in one block`;
  const help =
    "move its arguments into the block that it overrides, delete it here, see that the plan is the same, then run this again";
  return overlayIn(block, ["overlay-unsupported"], { message, help });
}

/** What is asked of a call, and what the state has of it. */
interface Asked {
  readonly key: string | undefined;
  readonly within: string;
  readonly resources: readonly RootStateResource[];
}

/** The instance of a call: the one that is named, else the only one in the state. */
function instanceOf(block: Block, { key, within, resources }: Asked): Found<{ readonly key?: string }> {
  const { count, for_each: each } = block.body;
  if (count !== undefined) return { findings: [numbered(block)] };
  const written = {
    message: `expected a name without a key, got \`${key ?? ""}\``,
    help: "the call has no `for_each`",
  };
  if (each === undefined)
    return key === undefined ? {} : { findings: [overlayIn(block, ["overlay-block-missing"], written)] };
  if (key !== undefined) return { key };
  const keys = keysOf(clusterModules(resources), `${within}module.${block.name}`);
  const [only, ...others] = keys;
  if (only !== undefined && others.length === 0) return { key: only };
  const message = `\`for_each\` on the call, expected one instance, got ${keys.length === 0 ? "none in the state" : keys.join(", ")}`;
  const help = `name one: --module '${block.name}["${only ?? "KEY"}"]'`;
  return { findings: [overlayIn(block, ["overlay-unsupported", "for_each"], { message, help })] };
}

/** Keys of instances of a module: `blue` of `module.eks["blue"]`. */
function keysOf(addresses: readonly string[], module: string): string[] {
  return addresses.flatMap((address) => {
    const key = address.startsWith(`${module}[`) ? /^\["(.*)"\]$/.exec(address.slice(module.length))?.[1] : undefined;
    return key === undefined ? [] : [key];
  });
}

/** An overlay takes no `count` either: its instances have no names. */
function numbered(block: Block): LocatedFinding {
  const [own, { name }] = [blockAddress(block), block];
  const message = "`count` on the call is not supported, expected `for_each` or neither";
  const help = `first, in a plan of its own: \`for_each = { one = true }\` in place of \`count\` (with a condition: \`CONDITION ? { one = true } : {}\`), \`${own}["one"]\` in place of \`${own}[0]\`, and \`moved { from = ${own}[0], to = ${own}["one"] }\` on lines of its own; the plan says 0 to add, 0 to change, 0 to destroy. Then run this again: --module '${name}["one"]'`;
  return overlayIn(block, ["overlay-unsupported", "count"], { message, help });
}
