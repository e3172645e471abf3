/** What go-yaml v2 makes of a scalar. `panic`: it gives up the whole text; `unsure`: we cannot tell. */
export type Resolved =
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "null" | "bool" | "int" | "uint" | "float" | "infinite" | "panic" | "unsure" };

const LONG_TAG = "tag:yaml.org,2002:";
const BOOLEANS = new Set(
  ["y", "yes", "true", "on", "n", "no", "false", "off"].flatMap((word) => [
    word,
    word.charAt(0).toUpperCase() + word.slice(1),
    word.toUpperCase(),
  ]),
);
const NULLS = new Set(["", "~", "null", "Null", "NULL"]);
const INFINITE = /^(?:\.(?:nan|NaN|NAN)|[-+]?\.(?:inf|Inf|INF))$/;

/**
 * What a scalar means without a tag (`undefined`), or with the one it carries.
 * @see gopkg.in/yaml.v2@v2.4.0/resolve.go `resolve`, decode.go `scalar`
 */
export function resolveScalar(tag: string | undefined, text: string): Resolved {
  const name = tag?.startsWith(LONG_TAG) ? tag.slice(LONG_TAG.length) : tag;
  switch (name) {
    case undefined:
      return resolvePlain(text);
    case "bool":
    case "null":
      return only([name], text);
    case "int":
      return only(["int", "uint"], text);
    case "float":
      return only(["int", "float", "infinite"], text);
    case "timestamp":
      return { kind: "unsure" };
    case "binary":
      return decodeBase64(text);
    default:
      return { kind: "string", text };
  }
}

/** A tag that the text does not satisfy is no type error to go-yaml: it ends the reading. */
function only(kinds: readonly Resolved["kind"][], text: string): Resolved {
  const found = resolvePlain(text);
  return kinds.includes(found.kind) ? found : { kind: "panic" };
}

function resolvePlain(text: string): Resolved {
  if (NULLS.has(text)) return { kind: "null" };
  if (BOOLEANS.has(text)) return { kind: "bool" };
  if (INFINITE.test(text)) return { kind: "infinite" };
  const number = /^[-+.0-9]/.test(text) ? numberKind(text) : undefined;
  return number === undefined ? { kind: "string", text } : { kind: number };
}

/** Timestamps need no case of their own: without a tag they stay text. */
function numberKind(text: string): "int" | "uint" | "float" | undefined {
  if (text.startsWith(".")) return isFloat(text) ? "float" : undefined;
  const plain = text.replaceAll("_", "");
  const int = integerOf(plain);
  if (int !== undefined && inInt64(int)) return "int";
  if (int !== undefined && int > 0n && int < 1n << 64n && !/^[-+]/.test(plain)) return "uint";
  if (isFloat(plain)) return "float";
  return binaryKind(plain);
}

/** `strconv.ParseInt(text, 0, 64)`, of any size; a leading 0 means octal. */
function integerOf(text: string): bigint | undefined {
  const match = /^([-+]?)(?:0[bB]([01]+)|0[oO]([0-7]+)|0[xX]([0-9a-fA-F]+)|0([0-7]*)|([1-9][0-9]*))$/.exec(text);
  if (!match) return undefined;
  const [, sign, binary, octal, hex, old, decimal] = match;
  const size =
    binary !== undefined
      ? BigInt(`0b${binary}`)
      : hex !== undefined
        ? BigInt(`0x${hex}`)
        : decimal !== undefined
          ? BigInt(decimal)
          : BigInt(`0o${octal ?? `0${old ?? ""}`}`);
  return sign === "-" ? -size : size;
}

function inInt64(int: bigint): boolean {
  return int >= -(1n << 63n) && int < 1n << 63n;
}

/** Too large for 64 bits is no number: it stays text. */
function isFloat(text: string): boolean {
  return /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(text) && Number.isFinite(Number(text));
}

/** go-yaml's second look at `0b`: a sign may follow the prefix, as in `0b+1`. */
function binaryKind(plain: string): "int" | undefined {
  const match = /^0b([-+][01]+)$/.exec(plain) ?? undefined;
  if (!match?.[1]) return undefined;
  const size = BigInt(`0b${match[1].slice(1)}`);
  return inInt64(match[1].startsWith("-") ? -size : size) ? "int" : undefined;
}

/** Standard base64; line breaks inside do not count. Bytes that are not UTF-8 are not guessed at. */
function decodeBase64(text: string): Resolved {
  const digits = text.replace(/[\r\n]/g, "");
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(digits)) return { kind: "panic" };
  const bytes = Uint8Array.from(atob(digits), (char) => char.charCodeAt(0));
  const decoded = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  return decoded.includes("\uFFFD") ? { kind: "unsure" } : { kind: "string", text: decoded };
}
