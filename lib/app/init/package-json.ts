import type { Unanswered } from "../unanswered";

/** What a package.json has to say. */
interface Entries {
  /** Fields of a file that is not there yet. */
  readonly own: Readonly<Record<string, unknown>>;
  /** Keys of objects: `{ scripts: { synth: "eks-access synth" } }`. What a file says of a key stays. */
  readonly sections: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

type Fields = Readonly<Record<string, unknown>>;

const DEPENDENCY_SECTIONS = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

/** Byte order mark: editors of Windows write one, and npm reads past it. */
const MARK = "\uFEFF";

/**
 * The text of a package.json with what it lacks: order, indent and every value that is there stay. A package that any of its
 * sections names is not named again. No answer where the text is no JSON object.
 */
export function withEntries(text: string | undefined, { own, sections }: Entries): string | Unanswered {
  const fields = text === undefined ? own : fieldsOf(text);
  if (fields === undefined) return unreadable("expected a JSON object");
  const broken = Object.keys(sections).find((key) => fields[key] !== undefined && objectOf(fields[key]) === undefined);
  if (broken !== undefined) return unreadable(`${broken}: expected an object`);
  const added = Object.entries(sections).flatMap(([key, wanted]) => {
    const missing = Object.entries(wanted).filter(([name]) => !isNamed(fields, key, name));
    return missing.length === 0 ? [] : [[key, { ...objectOf(fields[key]), ...Object.fromEntries(missing) }] as const];
  });
  if (added.length === 0 && text !== undefined) return text;
  return written({ ...fields, ...Object.fromEntries(added) }, text ?? "{}\n");
}

function isNamed(fields: Fields, section: string, name: string): boolean {
  const places = DEPENDENCY_SECTIONS.includes(section) ? DEPENDENCY_SECTIONS : [section];
  return places.some((place) => Object.hasOwn(objectOf(fields[place]) ?? {}, name));
}

/** Laid out as the text of before. */
function written(fields: Fields, before: string): string {
  const indent = /^[\t ]+(?=")/m.exec(before)?.[0] ?? 2;
  const json = `${JSON.stringify(fields, null, indent)}${before.endsWith("\n") ? "\n" : ""}`;
  return `${before.startsWith(MARK) ? MARK : ""}${before.includes("\r\n") ? json.replaceAll("\n", "\r\n") : json}`;
}

function fieldsOf(text: string): Fields | undefined {
  try {
    return objectOf(JSON.parse(text.startsWith(MARK) ? text.slice(MARK.length) : text));
  } catch {
    return undefined;
  }
}

function objectOf(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

function unreadable(problem: string): Unanswered {
  return { problem: `package.json: ${problem}, nothing was written`, help: "mend it first", fault: "files" };
}
