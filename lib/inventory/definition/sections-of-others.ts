import type { Finding } from "../../finding/finding";
import { inventoryFinding as finding } from "../finding/inventory-finding";
import type { ClusterDefinition } from "./cluster-definition";

/** A section that one rendering alone has use for. */
interface OwnedSection {
  readonly render: "module" | "overlay";
  /** As a file has it: `terraform.remote_states`. */
  readonly path: readonly string[];
}

/** Sections that one rendering alone has use for, those of a file and of a definition. */
export const OWNED_SECTIONS: readonly OwnedSection[] = [
  { render: "overlay", path: ["overlay"] },
  { render: "module", path: ["module"] },
  { render: "module", path: ["modules"] },
  { render: "module", path: ["outputs"] },
  { render: "module", path: ["terraform", "remote_states"] },
];

/** What is said of such a section beside another rendering; `calls` are those that it names. */
export function sectionUnused({ render, path }: OwnedSection, calls: readonly string[]): Finding {
  const own = `write \`render: ${render}\`, or delete the section`;
  return finding("variable-unused", path.join("."), {
    message: `has no effect without \`render: ${render}\`, expected it left out`,
    help: calls.length === 0 ? own : `${own}; ${keptCalls(calls)}`,
  });
}

function keptCalls(names: readonly string[]): string {
  const calls = names.map((name) => `module.${name}`).join(" ");
  return `where this state was applied with \`render: module\`, first run \`terraform state rm ${calls}\`, or the next plan destroys what they hold`;
}

/** With `render: module`, resources are where the module has them: no state moves, and nothing inside it can be protected. */
export const MOVES_NOTHING: readonly (readonly string[])[] = [["adopt"], ["terraform", "protect"]];

/** What is said of a key that a rendering has no use for. */
export function keyOfNoUse(path: readonly string[], render: "module" | "overlay"): Finding {
  const message = `has no effect with \`render: ${render}\`, expected it left out`;
  return finding("variable-unused", path.join("."), { message, help: helpOf(path, render) });
}

function helpOf(path: readonly string[], render: "module" | "overlay"): string {
  if (path.includes("protect")) return NOT_PROTECTED[render];
  return path.includes("renamed") ? RENAMED_BY_HAND : NOT_MOVED[render];
}

const RENAMED_BY_HAND =
  "delete it, and write `moved` blocks into the root module, of the entry and of each of its policies: docs/recovery.md has them";

const NOT_PROTECTED = {
  module: "delete it: nothing inside a module can have `prevent_destroy`; review names each plan that destroys",
  overlay:
    "delete it, and write `lifecycle { prevent_destroy = true }` into blocks of your own: no file laid over them can add it inside a module",
};

const NOT_MOVED = {
  module:
    "delete it: the resources are where the module has them; give the state by terraform.backend, and the names of the calls by module.name",
  overlay: "delete it: no state moves, and the root module has a backend of its own",
};

/** What a definition says that its rendering has no use for: refused, never ignored. Of a file its tree is asked. */
export function sectionsOfOthers(definition: ClusterDefinition): Finding[] {
  const isWritten = (path: readonly string[]): boolean => written(definition, path) !== undefined;
  const { render } = definition;
  const moved = render === "module" ? MOVES_NOTHING.filter(isWritten) : [];
  return [
    ...moved.map((path) => keyOfNoUse(path, "module")),
    ...OWNED_SECTIONS.filter((section) => section.render !== render && isWritten(section.path)).map((section) =>
      sectionUnused(section, callsIn(definition, section.path)),
    ),
  ];
}

function written(definition: ClusterDefinition, path: readonly string[]): unknown {
  const { adopt, overlay, module, modules, outputs, terraform } = definition;
  const { remoteStates: remote_states, protect } = terraform;
  const sections = { adopt, overlay, module, modules, outputs, remote_states, protect };
  return new Map<string, unknown>(Object.entries(sections)).get(path.at(-1) ?? "");
}

/** Calls of modules that a section names: once it is gone, nobody could forget them by name. */
function callsIn({ module, modules = {} }: ClusterDefinition, [section]: readonly string[]): string[] {
  if (section === "modules") return Object.keys(modules);
  if (section !== "module") return [];
  return [module?.name, module?.awsAuthName].filter((name) => name !== undefined);
}
