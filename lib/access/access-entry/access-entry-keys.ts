import type { AccessEntry } from "./access-entry";
import { didYouMean } from "../../finding/did-you-mean";
import { type Finding, findingsIn } from "../../finding/finding";
import { shorten } from "../../finding/shorten";

/**
 * What of an `AccessEntry` can be judged where a file or program gave another shape: parts of the wrong type, and associations that
 * lack a key, are left out.
 */
export interface JudgedEntry extends Partial<AccessEntry> {
  /** Whether nothing was left out. */
  readonly whole: boolean;
}

/** What is wrong with a value's own shape, at a path; types in TypeScript bind nobody who reads files. */
type Check = (path: string, value: unknown) => Finding[];

/** The keys that a map may have; what is `needed` may not be absent. */
type Keys = Readonly<Record<string, { readonly check: Check; readonly needed?: true }>>;

const finding = findingsIn("file");

const text: Check = (path, value) => (typeof value === "string" ? [] : wrongType(path, "a text", value));
const SCOPE = mapWith({ type: { check: text, needed: true }, namespaces: { check: listOf(text) } });
const ASSOCIATION = mapWith({ policyArn: { check: text, needed: true }, accessScope: { check: SCOPE, needed: true } });
const PARTS = {
  principalArn: { check: text, needed: true },
  type: { check: text },
  kubernetesGroups: { check: listOf(text) },
  userName: { check: text },
  policyAssociations: { check: mapOf(ASSOCIATION) },
  tags: { check: mapOf(text) },
} as const satisfies Keys;
const ENTRY = mapWith(PARTS);

/** An entry whose shape was looked at: what is wrong with it, and what can be judged in spite of that. */
export interface ShapedEntry {
  /**
   * What is wrong with its shape, at every depth: keys that it does not have, which the module ignores, and with them
   * somebody's rights; keys that it needs; values of the wrong type.
   * @see DOMAIN R34, §5 pain 16
   */
  readonly findings: readonly Finding[];
  /** The parts that other checks can read; undefined where it is no map, or where its type is unreadable. */
  readonly judged: JudgedEntry | undefined;
}

/** The shape of an entry at a path, and what of it can be judged. */
export function shapedEntry(path: string, entry: AccessEntry): ShapedEntry {
  const findings = ENTRY(path, entry);
  return { findings, judged: judgedEntry(entry, isReadable(findings)) };
}

/** Of a `whole` entry no part is looked at again. */
function judgedEntry(entry: AccessEntry, whole: boolean): JudgedEntry | undefined {
  const isSound = (part: keyof typeof PARTS): boolean => whole || isSoundPart(part, entry);
  if (!isMap(entry) || !isSound("type")) return undefined;
  const { principalArn, type, kubernetesGroups, userName, policyAssociations } = entry;
  const associations = Object.entries(policyAssociations ?? {}).filter(
    ([, each]) => whole || isReadable(ASSOCIATION("", each)),
  );
  return {
    whole,
    ...(isSound("principalArn") ? { principalArn } : {}),
    ...(type === undefined ? {} : { type }),
    ...(kubernetesGroups !== undefined && isSound("kubernetesGroups") ? { kubernetesGroups } : {}),
    ...(userName !== undefined && isSound("userName") ? { userName } : {}),
    ...(associations.length > 0 ? { policyAssociations: Object.fromEntries(associations) } : {}),
  };
}

/** Whether entries by key are a map, as everything else takes for granted; if not, that is all there is to say. */
export function mapFindings(path: string, entries: unknown): Finding[] {
  return isMap(entries) ? [] : wrongType(path, "a map of entries", entries);
}

function isSoundPart(part: keyof typeof PARTS, entry: AccessEntry): boolean {
  const value: unknown = entry[part];
  if (value === undefined) return !("needed" in PARTS[part]);
  return isReadable(PARTS[part].check("", value));
}

/** What nobody knows does not keep the rest from being judged. */
function isReadable(findings: readonly Finding[]): boolean {
  return findings.every(({ code }) => code === "entry-unknown-key");
}

function listOf(check: Check): Check {
  return (path, value) => {
    if (!Array.isArray(value)) return wrongType(path, "a list", value);
    return Array.from(value, (item: unknown, i) => check(`${path}[${i}]`, item)).flat();
  };
}

function mapOf(check: Check): Check {
  return (path, value) => {
    if (!isMap(value)) return wrongType(path, "a map", value);
    return Object.entries(value).flatMap(([key, each]) => check(`${path}.${key}`, each));
  };
}

function mapWith(keys: Keys): Check {
  const known = Object.keys(keys);
  const parts = Object.entries(keys).map(([key, part]) => ({ needed: false, ...part, key, name: snakeCase(key) }));
  return (path, value) => {
    if (!isMap(value)) return wrongType(path, "a map", value);
    const inside = parts.flatMap(({ key, name, check, needed }) => {
      if (value[key] !== undefined) return check(`${path}.${name}`, value[key]);
      return needed ? [missing(path, key, Object.keys(value))] : [];
    });
    return [...unknown(path, Object.keys(value), known), ...inside];
  };
}

function unknown(path: string, keys: readonly string[], known: readonly string[]): Finding[] {
  return keys
    .filter((key) => !known.includes(key))
    .map((key) => {
      const near = didYouMean(key, known);
      return finding("entry-unknown-key", `${path}.${key}`, {
        message: `unknown key, expected one of ${known.join(", ")}, got \`${shorten(key)}\``,
        help: near === undefined ? "delete it" : `did you mean \`${near}\`?`,
      });
    });
}

function missing(path: string, key: string, keys: readonly string[]): Finding {
  return finding("entry-key-missing", path, {
    message: `a key that an entry needs is missing, expected ${key}, got \`${shorten(keys.join(", "))}\``,
    help: "write it; nothing stands in for it",
  });
}

function wrongType(path: string, expected: string, value: unknown): Finding[] {
  return [
    finding("entry-value-type", path, {
      message: `the value has the wrong type, expected ${expected}, got \`${nameOf(value)}\``,
      help: AS_WRITTEN[expected] ?? "write `key: value` lines below it; docs/cluster-file.md shows its shape",
    }),
  ];
}

/** How to write what is expected. */
const AS_WRITTEN: Readonly<Record<string, string>> = {
  "a text": "write it as text, in quotes, or leave the key out",
  "a list": "write a list, such as `[developers]`, or leave the key out",
};

function nameOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return isMap(value) ? "a map" : shorten(String(value));
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
