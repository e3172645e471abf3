import { join, resolve } from "node:path";
import type { LocatedFinding } from "../inventory/finding/located-finding";
import { overlayIn } from "./overlay-finding";
import type { Block } from "./root/block";
import { literalText } from "./root/hcl-value";
import { realFolder } from "./root/real-folder";
import { readRoot, type RootModule } from "./root/root-module";

/** A call of a local module on the way to the block of the cluster. */
export interface Call {
  /** The folder in which the call stands. */
  readonly root: RootModule;
  readonly block: Block;
}

/** A folder that calls lead to. */
interface ChildModule {
  readonly root: RootModule;
  readonly calls: readonly Call[];
}

/** The local module that calls lead to: its files serve one call, which has to be without conditions. */
export async function calledChild(
  outermost: RootModule,
  names: readonly string[],
  findings: LocatedFinding[],
): Promise<ChildModule | undefined> {
  const calls: Call[] = [];
  let root = outermost;
  for (const name of names) {
    const block = localCall(root, name);
    const source = literalText("message" in block ? undefined : block.body.source);
    if ("message" in block || source === undefined) {
      findings.push("message" in block ? block : notLocal(root, name));
      return undefined;
    }
    calls.push({ root, block });
    const read = await readRoot(join(root.folder, source), realFolder(resolve(root.path, source)));
    if ("findings" in read) {
      findings.push(...read.findings);
      return undefined;
    }
    root = { ...read.root, within: { path: outermost.path, calls: names.slice(0, calls.length) } };
  }
  return { root, calls };
}

/** The call of a name in a folder; or why its folder serves no overlay. */
function localCall(root: RootModule, name: string): Block | LocatedFinding {
  const call = root.blocks.find((block) => block.kind === "module" && block.name === name);
  const folder = call && localFolder(root, call);
  if (call === undefined || folder === undefined) return notLocal(root, name, call);
  const conditional = ["count", "for_each", "depends_on"].filter((meta) => call.body[meta] !== undefined);
  const twins = root.blocks.filter((block) => localFolder(root, block) === folder);
  if (conditional.length === 0 && twins.length === 1) return call;
  const what = twins.length > 1 ? "a second call of the same folder" : `\`${conditional.join("`, `")}\` on the call`;
  const message = `${what} is not supported, expected one call without conditions: the files bring a provider, and serve one cluster`;
  return overlayIn(call, ["overlay-unsupported"], { message, help: ACCESS });
}

const ACCESS = "call the module without them, or write `render: access` with a state of its own";

/** The folder that a block calls: absolute; undefined for what is no call of a local module. */
function localFolder({ path }: RootModule, { kind, body }: Block): string | undefined {
  const source = kind === "module" ? literalText(body.source) : undefined;
  return source !== undefined && /^\.\.?\//.test(source) ? realFolder(resolve(path, source)) : undefined;
}

function notLocal({ folder }: RootModule, name: string, call?: Block): LocatedFinding {
  const at = call ?? { kind: "module", type: "", name, body: {}, file: folder, line: 1, text: "" };
  const message = `not a call of a local module, expected \`module "${name}"\` with a source that begins with ./ or ../`;
  return overlayIn(at, ["overlay-block-missing"], {
    message,
    help: "overlay.module is the path of calls: `platform.eks`",
  });
}
