import { didYouMean } from "../../../finding/did-you-mean";
import type { Shape } from "../../../module/module-shape";
import { nameAmong } from "../../../module/other-version-names";
import { attributesOf, type HclValue, hclValue, itemsOf, literalText } from "../../root/hcl-value";
import { goneVariableWords } from "./gone-words";
import { nameAfter } from "./later-names";
import { innerShape, type PartBump, type ReadShapes, readShapes } from "./read-shapes";

/** What to do about something within an argument. */
export interface FieldEdit {
  /** `eks_managed_node_groups.blue.cluster_version` */
  readonly argument: string;
  readonly does: string;
  /** `["eks_managed_node_groups", "blue", "cluster_version"]` */
  readonly within: readonly string[];
}

/** Fields within arguments that the later version does not read: gone, renamed, or never read. Expressions are not looked at. */
export function fieldEdits(body: Readonly<Record<string, HclValue>>, bump: PartBump): FieldEdit[] {
  return Object.entries(body).flatMap(([name, value]) =>
    unread(value, [name], readShapes(name, bump)).map(({ path, value, wasRead, known }) => {
      const argument = path.join(".");
      const key = path.at(-1) ?? "";
      const does = wasRead
        ? goneField(argument, { value, known, to: bump.to })
        : neverRead(key, { known, from: bump.from });
      return { argument, does, within: path };
    }),
  );
}

interface Unread {
  readonly path: readonly string[];
  readonly value: HclValue;
  readonly wasRead: boolean;
  /** What the later version reads beside it. */
  readonly known: readonly string[];
}

function unread(value: HclValue | undefined, path: readonly string[], { was, is }: ReadShapes): Unread[] {
  if (is === undefined || value === undefined) return [];
  const inner = { was: innerShape(was), is: innerShape(is) };
  if (Array.isArray(value)) return itemsOf(value).flatMap((item) => unread(item, path, inner));
  return Object.entries(attributesOf(value)).flatMap(([key, item]) => {
    const own = [...path, key];
    if (is.kind !== "object") return unread(item, own, inner);
    const field = is.fields.get(key);
    if (field !== undefined) return unread(hclValue(item), own, { was: fieldOf(was, key), is: field });
    if (literalText(key) === undefined) return [];
    return [{ path: own, value: item, wasRead: isRead(was, key), known: [...is.fields.keys()] }];
  });
}

function fieldOf(shape: Shape | undefined, key: string): Shape | undefined {
  return shape?.kind === "object" ? shape.fields.get(key) : undefined;
}

/** Whether a version may have read a field: where its fields are not known, it may. */
function isRead(shape: Shape | undefined, key: string): boolean {
  return shape?.kind !== "object" || shape.fields.has(key);
}

function goneField(
  path: string,
  { value, known, to }: { readonly value: HclValue; readonly known: readonly string[]; readonly to: string },
): string {
  const words = goneVariableWords({ path, value, to });
  if (words !== undefined) return words;
  const later = nameAfter(path.slice(path.lastIndexOf(".") + 1), known);
  return later === undefined
    ? "delete it: the module reads it no more, and what it made or set goes"
    : `rename it to ${later}`;
}

/** What is known of names where one is written that nobody reads. */
interface Known {
  /** What the later version reads. */
  readonly known: readonly string[];
  /**
   * Names that may have been meant: of both versions.
   * @default those of the later one
   */
  readonly names?: readonly string[];
  /**
   * What the later version calls those of the earlier one.
   * @default the same
   */
  readonly later?: ReadonlyMap<string, string>;
  readonly from: string;
}

/** What to do about what had no effect: by the name that was meant it gets one. */
export function neverRead(name: string, { known, names = known, later = new Map(), from }: Known): string {
  const meant = nameAmong(name, known) ?? nameAmong(name, names) ?? didYouMean(name, names);
  const now = meant === undefined ? undefined : (later.get(meant) ?? meant);
  const why = `${from} never read it, so it has no effect`;
  if (now === undefined || !known.includes(now)) return `delete it: ${why}`;
  return `delete it for a plan without changes, or rename it to ${now}, which then takes effect: ${why}`;
}
