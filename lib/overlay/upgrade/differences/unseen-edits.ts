import type { Shape } from "../../../module/module-shape";
import { moduleVariables } from "../../../module/module-table";
import { attributesOf, type HclValue, literalText } from "../../root/hcl-value";
import type { FieldEdit } from "./field-edits";
import { goneVariableWords } from "./gone-words";
import { GROUPS } from "./group-defaults";
import { nameAfter } from "./later-names";
import { platformToLookFor } from "./platform-edits";
import { newNames } from "./newly-read";
import { innerShape, type PartBump, type ReadShapes, readShapes } from "./read-shapes";
import { NO_TEMPLATE, takesNoTemplate } from "./template-variable";
import { isOtherKind } from "./type-edits";

/**
 * Values that an expression makes, where the two versions read other fields of them: nobody looks at what it comes to, so that what a
 * reader has to look for is said. Locals are read through before.
 */
export function unseenEdits(body: Readonly<Record<string, HclValue>>, bump: PartBump): FieldEdit[] {
  return Object.entries(body).flatMap(([name, value]) =>
    unseen(value, [name], readShapes(name, bump)).flatMap(({ path, shapes }) => {
      const lookedFor = [
        ...differences(shapes, [name], bump.to),
        ...groupWords(path, bump),
        ...newWords(path, shapes, bump),
      ];
      if (lookedFor.length === 0) return [];
      const does = `not looked at, for an expression makes it: see by hand whether it has one of these; ${listed(lookedFor)}`;
      return [{ argument: path.join("."), does, within: path }];
    }),
  );
}

interface Unseen {
  readonly path: readonly string[];
  readonly shapes: ReadShapes;
}

function unseen(value: HclValue, path: readonly string[], { was, is }: ReadShapes): Unseen[] {
  if (typeof value === "string") return literalText(value) === undefined ? [{ path, shapes: { was, is } }] : [];
  const inner = { was: innerShape(was), is: innerShape(is) };
  return Object.entries(attributesOf(value)).flatMap(([key, item]) => {
    const shapes = is?.kind === "object" ? { was: fieldOf(was, key), is: fieldOf(is, key) } : inner;
    return unseen(item, [...path, key], shapes);
  });
}

function fieldOf(shape: Shape | undefined, key: string): Shape | undefined {
  return shape?.kind === "object" ? shape.fields.get(key) : undefined;
}

/** A field, and what to do about it; without words where it is just deleted. */
interface LookedFor {
  readonly field: string;
  readonly does: string | undefined;
}

/** Fields that the one version reads and the other does not, at any depth. */
function differences({ was, is }: ReadShapes, path: readonly string[], to: string): LookedFor[] {
  const [before, after] = [was, is].map(unwrapped);
  if (before?.kind !== "object" || after?.kind !== "object") return [];
  return [...before.fields].flatMap(([key, shape]) => {
    const own = [...path, key];
    const later = after.fields.get(key);
    if (later !== undefined) return differences({ was: shape, is: later }, own, to);
    const now = nameAfter(key, [...after.fields.keys()]);
    const does =
      goneVariableWords({ path: own.join("."), to }) ?? (now === undefined ? undefined : `rename it to ${now}`);
    return [{ field: own.slice(1).join("."), does }];
  });
}

/** Fields that only the later version reads, of one group or add-on, or of all of them. */
function newWords(path: readonly string[], { was, is }: ReadShapes, bump: PartBump): LookedFor[] {
  const each = is?.kind === "map" ? { was: innerShape(was), is: innerShape(is) } : { was, is };
  const inner = is?.kind === "map" ? [...path, "*"] : path;
  const names = newNames(inner, each, bump);
  if (names.length === 0) return [];
  const does = `${bump.from} never read them, and they take effect`;
  return [{ field: names.join(", "), does }];
}

function unwrapped(shape: Shape | undefined): Shape | undefined {
  const inner = innerShape(shape);
  return inner === shape ? shape : unwrapped(inner);
}

/** Of groups: what takes another kind of value, the launch template that EKS makes, and what is refused. */
function groupWords([argument, , field]: readonly string[], bump: PartBump): LookedFor[] {
  const { from, to } = bump;
  const part = GROUPS.find(([groups, , shared]) => groups === argument || shared === argument)?.[1];
  if (part === undefined || field !== undefined) return [];
  const [before, after] = [from, to].map((version) => moduleVariables(part, version));
  const kinds = [...(before ?? [])].flatMap(([name, { type }]) => {
    const now = after?.get(name)?.type;
    return now !== undefined && isOtherKind(type, now) ? [{ field: name, does: `write it as ${now}` }] : [];
  });
  const isManaged = part === "eks-managed-node-group" && takesNoTemplate({ from, to });
  return [
    ...kinds,
    ...(isManaged ? [{ field: 'launch_template_name = ""', does: NO_TEMPLATE }] : []),
    ...(part === "self-managed-node-group" ? platformToLookFor(bump) : []),
  ];
}

function listed(all: readonly LookedFor[]): string {
  const gone = all.flatMap(({ field, does }) => (does === undefined ? [field] : []));
  const told = all.flatMap(({ field, does }) => (does === undefined ? [] : [`${field}: ${does}`]));
  return [...(gone.length === 0 ? [] : [`gone: ${gone.join(", ")}`]), ...told].join("; ");
}
