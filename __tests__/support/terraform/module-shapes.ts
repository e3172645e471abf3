/**
 * What a variable takes, as `lib/module/shapes-*.json` has it: a scalar, `["list", item]`, `["map", value]`, or fields by name,
 * with `!` behind the name of one that has to be there.
 */
export type ShapeJson = string | readonly [string, ShapeJson] | { readonly [field: string]: ShapeJson };

/** Which fields a module reads of what it calls by a name: `ebs.value.volume_size` -> `ebs: volume_size`. */
export interface FieldsRead {
  readonly get: (name: string) => ReadonlySet<string> | undefined;
  /** By which name a block made of what has that name reads it: `taint` of `taints`. */
  readonly labelOf: (name: string) => string;
  /** Whether it fails where such a field is not there: somewhere it reads it without `try`, `lookup` and condition. */
  readonly isDemanded: (name: string, field: string) => boolean;
  /** Whether it makes a block of each item of what has that name: a list, or a map, of objects. */
  readonly isIterated: (name: string) => boolean;
}

/** A type of Terraform as JSON: `optional` and its default left out, `!` behind a field without it, sets as lists. */
export function shapeOf(type: string): ShapeJson {
  const tokens = type.replace(/#[^\n]*/g, "").match(/[A-Za-z_][\w-]*|"[^"]*"|[\d.]+|[(){}[\],=:]/g) ?? [];
  return new TypeReader(tokens).read();
}

class TypeReader {
  private at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  public read(): ShapeJson {
    const name = this.next();
    if (this.tokens[this.at] !== "(") return name;
    this.at += 1;
    const shape = this.argument(name);
    this.skipTo(")");
    return shape;
  }

  private argument(name: string): ShapeJson {
    switch (name) {
      case "optional":
        return this.read();
      case "object":
        return this.fields();
      case "list":
      case "set":
        return ["list", this.read()];
      case "map":
        return ["map", this.read()];
      default:
        return "any";
    }
  }

  private fields(): ShapeJson {
    const fields: [string, ShapeJson][] = [];
    this.at += 1;
    while (this.tokens[this.at] !== "}") {
      const key = this.next();
      this.at += 1;
      const mark = this.tokens[this.at] === "optional" ? "" : REQUIRED;
      fields.push([`${key}${mark}`, this.read()]);
      if (this.tokens[this.at] === ",") this.at += 1;
    }
    this.at += 1;
    return Object.fromEntries(fields);
  }

  /** Past what else stands in the parentheses: a default. */
  private skipTo(end: string): void {
    for (let depth = 0; this.at < this.tokens.length; this.at += 1) {
      const token = this.tokens[this.at] ?? "";
      if (depth === 0 && token === end) break;
      if ("([{".includes(token)) depth += 1;
      if (")]}".includes(token)) depth -= 1;
    }
    this.at += 1;
  }

  private next(): string {
    const token = this.tokens[this.at] ?? "any";
    this.at += 1;
    return token;
  }
}

/** What stands behind the name of a field that has to be there. */
const REQUIRED = "!";

/** A shape of which no field has to be there. */
export function withoutDemands(shape: ShapeJson): ShapeJson {
  if (isPair(shape)) return [shape[0], withoutDemands(shape[1])];
  if (!isFields(shape)) return shape;
  const fields = Object.entries(shape).map(([field, of]) => [bareName(field), withoutDemands(of)] as const);
  return Object.fromEntries(fields);
}

function bareName(field: string): string {
  return field.replace(/!$/, "");
}

/** Which fields a text of HCL reads of each name: `NAME.value.FIELD`, `lookup(NAME.value, "FIELD"`. */
export function fieldsRead(hcl: string): FieldsRead {
  const text = hcl.replace(/^\s*#.*$/gm, "");
  const found = new Map<string, Set<string>>();
  const demanded = new Set<string>();
  const source = sourcesOf(text);
  for (const pattern of [/\b(\w+)\.value\.(\w+)/g, /lookup\((\w+)\.value, "(\w+)"/g]) {
    for (const { index, 1: label = "", 2: field = "" } of text.matchAll(pattern)) {
      for (const name of [label, source.get(label) ?? label]) {
        const fields = found.get(name) ?? new Set();
        found.set(name, fields.add(field));
        if (pattern.source.startsWith("\\b") && !isCaught(text, index)) demanded.add(`${name}.${field}`);
      }
    }
  }
  // What else it reads of the whole, beside the block that it makes of it: `try(var.cluster_compute_config.enabled, false)`.
  for (const [, name = "", field = ""] of text.matchAll(/\bvar\.(\w+)\.(\w+)/g)) found.get(name)?.add(field);
  const blocks = text.matchAll(/dynamic "\w+" \{\s*for_each\s*=\s*(?:try\()?(?:var|\w+\.value)\.(\w+)\b(?!\s*[!=]=)/g);
  const iterated = new Set([...blocks].map(([, name]) => name));
  return {
    get: (name) => found.get(name),
    labelOf: (name) => [...source].find(([, of]) => of === name)?.[0] ?? name,
    isDemanded: (name, field) => demanded.has(`${name}.${field}`),
    isIterated: (name) => iterated.has(name),
  };
}

/** Of dynamic blocks with another name than what they are made of, that: `taint` of `var.taints`. */
function sourcesOf(text: string): ReadonlyMap<string, string> {
  const blocks = text.matchAll(
    /dynamic "(\w+)" \{\s*for_each\s*=\s*(?:[^\n]*\? )?(?:try\()?\[?(?:var|\w+\.value)\.(\w+)(?=[\],\s])(?!\s*[!=?])/g,
  );
  return new Map([...blocks].map(([, label = "", name = ""]) => [label, name]));
}

/** Whether Terraform goes on where what is read at a place is not there: within `try`, `can`, `lookup`, or in a branch. */
function isCaught(text: string, place: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", place) + 1, place);
  if (/\?[^"]*$/.test(line)) return true;
  let depth = 0;
  for (let at = place - 1; at >= 0; at -= 1) {
    const sign = text[at] ?? "";
    if (")]}".includes(sign)) depth += 1;
    else if ("([{".includes(sign)) {
      if (depth === 0 && sign === "(" && /\b(?:try|can|lookup)$/.test(text.slice(0, at))) return true;
      depth = Math.max(0, depth - 1);
    }
  }
  return false;
}

/** The block with a header in a file, up to the `}` in the first column. */
export function blockText(hcl: string, header: string): string {
  const start = hcl.indexOf(`\n${header} {`);
  return start < 0 ? "" : hcl.slice(start, hcl.indexOf("\n}", start));
}

/** A shape as a module reads it that declares `any`: fields that it reads, with types from a later version where that has them. */
export function readShape(name: string, later: ShapeJson | undefined, read: FieldsRead): ShapeJson {
  const shape = shapeRead(name, later, read);
  return isFields(shape) && read.isIterated(name) ? ["list", shape] : shape;
}

function shapeRead(name: string, later: ShapeJson | undefined, read: FieldsRead): ShapeJson {
  const label = read.get(name) === undefined ? (ITERATED[name] ?? name) : name;
  const fields = read.get(label);
  const isOfFields = isPair(later) && (isFields(later[1]) || (later[0] === "map" && Object.hasOwn(ITERATED, name)));
  if (isPair(later) && (isOfFields || fields === undefined)) return [later[0], shapeRead(name, later[1], read)];
  if (fields === undefined || fields.size === 0) return later === undefined ? "any" : within(later, read);
  const known = isFields(later) ? later : {};
  const own = [...fields].sort().map((field) => {
    const mark = read.isDemanded(label, field) ? REQUIRED : "";
    return [`${field}${mark}`, readShape(field, known[field] ?? known[read.labelOf(field)], read)] as const;
  });
  return Object.fromEntries(own);
}

/** Names by which a module reads the items of a list, where they are not the list's. */
const ITERATED: Readonly<Record<string, string>> = {
  iam_role_policy_statements: "statement",
  initial_lifecycle_hooks: "initial_lifecycle_hook",
  license_specifications: "license_specification",
  schedules: "each",
};

function within(shape: ShapeJson, read: FieldsRead): ShapeJson {
  if (!isFields(shape)) return shape;
  return Object.fromEntries(Object.entries(shape).map(([field, value]) => [field, readShape(field, value, read)]));
}

/** Whether a shape has a kind and what is in it. */
export function isPair(shape: ShapeJson | undefined): shape is readonly [string, ShapeJson] {
  return Array.isArray(shape);
}

/** Whether a shape has fields by name. */
export function isFields(shape: ShapeJson | undefined): shape is Readonly<Record<string, ShapeJson>> {
  return typeof shape === "object" && !Array.isArray(shape);
}

/** One line per variable, and per field of what a group or profile takes. */
export function encodeShapes(shapes: Readonly<Record<string, ShapeJson>>): string {
  const lines = Object.entries(shapes).map(([name, shape]) => `  ${JSON.stringify(name)}: ${JSON.stringify(shape)}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}
