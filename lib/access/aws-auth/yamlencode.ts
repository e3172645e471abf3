/** What aws-auth is made of: text, lists, objects. Numbers and null have no place in it. */
export type YamlValue = string | readonly YamlValue[] | { readonly [key: string]: YamlValue | undefined };

const WIDTH = 80;
const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  "\x07": "\\a",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  "\x1b": "\\e",
  '"': '\\"',
  "\\": "\\\\",
  "\x85": "\\N",
  "\u2028": "\\L",
  "\u2029": "\\P",
};
/** Nothing in it is escaped, and without a space nothing is folded: most names. */
const BARE = /^[!#-[\]-~]*$/;
const SEPARATOR = /[\u2028\u2029]/;
const PRINTABLE = /^[\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]*$/u;

/**
 * The text that Terraform's `yamlencode` gives, byte for byte: keys sorted and quoted, text in double quotes folded at 80
 * columns, several lines as a literal block, `[]` for no elements. Keys whose value is undefined are left out. Text with
 * Unicode line separators is quoted here: Terraform writes it as a block that YAML cannot read back.
 * @see https://developer.hashicorp.com/terraform/language/functions/yamlencode
 */
export function yamlencode(value: YamlValue): string {
  return `${encodeNode(value, 0, 0)}\n`;
}

/** The text of a value that starts at `column`, its further lines indented by at least `indent`. */
function encodeNode(value: YamlValue, indent: number, column: number): string {
  if (typeof value === "string") return encodeText(value, indent, column);
  return isList(value) ? encodeList(value, indent) : encodeObject(value, indent);
}

function encodeList(items: readonly YamlValue[], indent: number): string {
  if (items.length === 0) return "[]";
  const lines = items.map((item) => `- ${encodeNode(item, indent + 2, indent + 2)}`);
  return lines.join(`\n${" ".repeat(indent)}`);
}

function encodeObject(object: Readonly<Record<string, YamlValue | undefined>>, indent: number): string {
  const keys = Object.keys(object).filter((key) => object[key] !== undefined);
  if (keys.length === 0) return "{}";
  const lines = keys.sort().map((key) => encodeProperty(key, object[key] ?? "", indent));
  return lines.join(`\n${" ".repeat(indent)}`);
}

function encodeProperty(key: string, value: YamlValue, indent: number): string {
  const name = encodeText(key, indent, -Infinity);
  const isBlock = typeof value !== "string" && Object.keys(value).length > 0;
  if (!isBlock) return `${name}: ${encodeNode(value, indent + 2, indent + name.length + 2)}`;
  const inner = isList(value) ? indent : indent + 2;
  return `${name}:\n${" ".repeat(inner)}${encodeNode(value, inner, inner)}`;
}

function encodeText(text: string, indent: number, column: number): string {
  return column >= 0 && isLiteral(text) ? literalBlock(text, indent) : doubleQuoted(text, indent, column);
}

function isLiteral(text: string): boolean {
  const isPlain = PRINTABLE.test(text) && !SEPARATOR.test(text);
  return isPlain && text.includes("\n") && !text.includes(" \n") && !text.endsWith(" ");
}

/** Folds at a lone space past the width, never at the first or last character. */
function doubleQuoted(text: string, indent: number, column: number): string {
  if (BARE.test(text)) return `"${text}"`;
  const points = Array.from(text);
  let at = column + 1;
  let afterSpace = false;
  const written = points.map((point, i) => {
    const folds = point === " " && !afterSpace && at > WIDTH && i > 0 && i < points.length - 1;
    afterSpace = point === " ";
    const out = folds ? `\n${" ".repeat(indent)}${points[i + 1] === " " ? "\\" : ""}` : escape(point);
    at = folds ? out.length - 1 : at + out.length;
    return out;
  });
  return `"${written.join("")}"`;
}

function escape(point: string): string {
  const short = SHORT_ESCAPES[point];
  if (short !== undefined) return short;
  if (PRINTABLE.test(point) && point <= "\uffff" && point.length === 1) return point;
  const code = (point.codePointAt(0) ?? 0).toString(16).toUpperCase();
  if (code.length <= 2) return `\\x${code.padStart(2, "0")}`;
  return code.length <= 4 ? `\\u${code.padStart(4, "0")}` : `\\U${code.padStart(8, "0")}`;
}

function literalBlock(text: string, indent: number): string {
  const hint = /^[ \n]/.test(text) ? "2" : "";
  const body = text.replace(/[^\n]+/g, (line) => `${" ".repeat(indent)}${line}`);
  return `|${hint}${chomping(text)}\n${text.endsWith("\n") ? body.slice(0, -1) : body}`;
}

function chomping(text: string): string {
  if (!text.endsWith("\n")) return "-";
  return text === "\n" || text.endsWith("\n\n") ? "+" : "";
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}
