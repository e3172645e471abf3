import { argumentLine, type Block } from "./block";
import { attributesOf, type HclValue, hclValue } from "./hcl-value";
import { soleExpression } from "./template";

/** Where something stands: as findings name it. */
interface Place {
  readonly file: string;
  readonly line: number;
}

/** What a block says, read through the locals that it names. */
export interface SeenBlock {
  readonly body: Block["body"];
  /** The place of what is named from the outermost in; of what is not written, that of the innermost that is. */
  readonly placeOf: (path: readonly string[]) => Place;
}

/** A value in a local, by its names within the block `locals`. */
interface Local {
  readonly block: Block;
  readonly path: readonly string[];
  readonly value: HclValue;
}

/** Locals that name each other: more of them are no configuration that Terraform takes. */
const DEEPEST = 20;

/**
 * A block whose values are looked for in locals, where `local.groups` alone is written: those of literal locals, and within
 * literal maps. Any other expression stays as it is.
 */
export function seenBlock(block: Block, locals: readonly Block[]): SeenBlock {
  const read = new Map<string, Local>();
  const through = (value: HclValue, path: readonly string[], left = DEEPEST): HclValue => {
    const local = left > 0 ? localOf(value, locals) : undefined;
    if (local !== undefined) {
      read.set(JSON.stringify(path), local);
      return through(local.value, path, left - 1);
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, through(hclValue(item), [...path, key], left)]),
    );
  };
  const body = Object.fromEntries(Object.entries(block.body).map(([name, value]) => [name, through(value, [name])]));
  return { body, placeOf: (path) => placeOf(path, block, read) };
}

/** The local that is read on the way to the end of a path has the rest; the argument itself stands in the block. */
function placeOf(path: readonly string[], block: Block, read: ReadonlyMap<string, Local>): Place {
  for (let length = path.length - 1; length > 0; length -= 1) {
    const local = read.get(JSON.stringify(path.slice(0, length)));
    if (local !== undefined) return placeIn(local.block, [...local.path, ...path.slice(length)]);
  }
  return placeIn(block, path);
}

function placeIn(block: Block, path: readonly string[]): Place {
  return { file: block.file, line: argumentLine(block, path) };
}

function localOf(value: HclValue, locals: readonly Block[]): Local | undefined {
  const sole = typeof value === "string" ? soleExpression(value) : undefined;
  const [name, ...rest] =
    /^\s*local((?:\.[\w-]+)+)\s*$/
      .exec(sole ?? "")?.[1]
      ?.slice(1)
      .split(".") ?? [];
  if (name === undefined) return undefined;
  const block = locals.findLast(({ body }) => Object.hasOwn(body, name));
  const found = rest.reduce<HclValue | undefined>((outer, key) => attributesOf(outer)[key], block?.body[name]);
  return block === undefined || found === undefined ? undefined : { block, path: [name, ...rest], value: found };
}
