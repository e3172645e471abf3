import { argumentLine, type Block } from "./block";
import { attributesOf, type HclMap, type HclValue, hclValue } from "./hcl-value";
import { mergeArguments, type MergedObjects } from "./merged";
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
  /** Whether `merge(...)` takes it from there, so that it is written nowhere else. */
  readonly isEntry?: boolean;
}

/** Locals that name each other: more of them are no configuration that Terraform takes. */
const DEEPEST = 20;

/**
 * A block whose values are looked for in locals, where `local.groups` alone is written: those of literal locals, and within
 * literal maps. Any other expression stays as it is. With the objects of `merge(...)` what that puts together is one map, in which
 * each argument that cannot be read stands as it is, under itself.
 */
export function seenBlock(block: Block, locals: readonly Block[], objects: MergedObjects = NONE): SeenBlock {
  const read = new Map<string, Local>();
  const through = (value: HclValue, path: readonly string[], left = DEEPEST): HclValue => {
    const local = left > 0 ? localOf(value, locals) : undefined;
    if (local !== undefined) {
      read.set(JSON.stringify(path), local);
      return through(local.value, path, left - 1);
    }
    const parts = objects === NONE ? undefined : partsOf(value, { locals, objects }, left);
    if (parts !== undefined) return merged(parts, path, { read, through });
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, through(hclValue(item), [...path, key], left)]),
    );
  };
  const body = Object.fromEntries(Object.entries(block.body).map(([name, value]) => [name, through(value, [name])]));
  return { body, placeOf: (path) => placeOf(path, block, read) };
}

const NONE: MergedObjects = new Map();

/** One entry of what `merge(...)` puts together. */
interface Part {
  readonly key: string;
  readonly value: HclValue;
  /** Where a local has it. */
  readonly local?: Local;
  readonly left: number;
}

interface Known {
  readonly locals: readonly Block[];
  readonly objects: MergedObjects;
}

/** The entries of a `merge(...)`, later ones last; undefined for another value, and where no argument can be read. */
function partsOf(value: HclValue, known: Known, left: number): readonly Part[] | undefined {
  const all =
    left > 0 ? mergeArguments(value)?.map((text) => ({ text, parts: argumentParts(text, known, left - 1) })) : [];
  if (all?.some(({ parts }) => parts !== undefined) !== true) return undefined;
  return all.flatMap(({ text, parts }) => parts ?? [{ key: `\${${text}}`, value: `\${${text}}`, left: 0 }]);
}

function argumentParts(text: string, known: Known, left: number): readonly Part[] | undefined {
  const object = known.objects.get(text);
  if (object !== undefined) return mapParts(attributesOf(object), left);
  const local = localOf(`\${${text}}`, known.locals);
  if (local === undefined) return partsOf(`\${${text}}`, known, left);
  const { block, path, value } = local;
  const entries =
    typeof value === "string" ? localParts(value, known, left) : isMap(value) ? mapParts(value, left) : undefined;
  return entries?.map((part) => {
    const own = { block, path: [...path, part.key], value: part.value, isEntry: true };
    return { ...part, local: part.local ?? own };
  });
}

/** What a local names: another one, or a `merge(...)` of its own. */
function localParts(value: string, known: Known, left: number): readonly Part[] | undefined {
  return left > 0 ? argumentParts(soleExpression(value)?.trim() ?? "", known, left - 1) : undefined;
}

function mapParts(value: HclMap, left: number): readonly Part[] {
  return Object.entries(attributesOf(value)).map(([key, item]) => ({ key, value: item, left }));
}

function isMap(value: HclValue): value is HclMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a key means that several arguments have is what the last of them says. */
function merged(
  parts: readonly Part[],
  path: readonly string[],
  {
    read,
    through,
  }: {
    readonly read: Map<string, Local>;
    readonly through: (value: HclValue, path: readonly string[], left: number) => HclValue;
  },
): HclValue {
  const last = new Map(parts.map((part) => [part.key, part]));
  return Object.fromEntries(
    [...last].map(([key, { value, local, left }]) => {
      const own = [...path, key];
      if (local !== undefined) read.set(JSON.stringify(own), local);
      else read.delete(JSON.stringify(own));
      return [key, through(value, own, left)];
    }),
  );
}

/** The local that is read on the way to the end of a path has the rest; the argument itself stands in the block. */
function placeOf(path: readonly string[], block: Block, read: ReadonlyMap<string, Local>): Place {
  const entry = read.get(JSON.stringify(path));
  if (entry?.isEntry === true) return placeIn(entry.block, entry.path);
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
