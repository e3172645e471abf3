import { EDIT_LIVE } from "./edit-live";
import { awsAuthFinding } from "./aws-auth-finding";
import { didYouMean } from "../../finding/did-you-mean";
import type { Finding } from "../../finding/finding";
import { foldKey, jsonFields } from "../go-yaml/go-json";
import { textKey, type GoMap, type GoValue } from "../go-yaml/go-value";
import { shorten } from "../../finding/shorten";

export { shorten };

/** A row's fields by lower-case name, as encoding/json fills a struct: what has the wrong type leaves no trace. */
export interface RowFields {
  readonly texts: ReadonlyMap<string, string>;
  readonly groups: readonly string[] | undefined;
  /** The matcher's fields; there as soon as `sso` is anything but null. */
  readonly sso: ReadonlyMap<string, string> | undefined;
}

const SSO_FIELDS = ["permissionSetName", "accountID", "partition"];

/** Reads one map's fields and says which ones the authenticator does not take. */
export class FieldReader implements RowFields {
  readonly texts = new Map<string, string>();
  groups: readonly string[] | undefined;
  sso: Map<string, string> | undefined;
  /** Go reuses a list's memory when a field comes twice: elements of the wrong type keep what stood there. */
  #memory: string[] = [];

  constructor(
    readonly path: string,
    readonly names: readonly string[],
    readonly findings: Finding[],
  ) {}

  read(map: GoMap): this {
    const seen = new Set<string>();
    for (const { key, value } of jsonFields(map)) {
      const name = this.names.find((known) => foldKey(known) === foldKey(key));
      if (name === undefined) this.#unknown(key, value);
      else this.#field(name, value);
      if (name !== undefined && seen.has(name)) this.#repeated(key, name, value.line);
      if (name !== undefined) seen.add(name);
    }
    for (const key of map.repeated) this.#repeated(textKey(key) ?? key, textKey(key) ?? key, map.line);
    return this;
  }

  #field(name: string, value: GoValue): void {
    if (name === "groups") this.#readGroups(value);
    else if (name === "sso") this.#readSso(value);
    else if (value.kind === "string") this.texts.set(name, value.text);
    else this.#dropped(name, "a text", value);
  }

  /** `groups: null` forgets, a list replaces, anything else changes nothing. */
  #readGroups(value: GoValue): void {
    if (value.kind === "null") this.groups = undefined;
    else if (value.kind !== "list") this.#dropped("groups", "a list of texts", value);
    if (value.kind === "null" || (value.kind === "list" && value.items.length === 0)) this.#memory = [];
    if (value.kind !== "list") return;
    for (const [i, item] of value.items.entries()) {
      if (item.kind !== "string") this.#dropped(`groups[${i}]`, "a text", item);
      this.#memory[i] = item.kind === "string" ? item.text : (this.#memory[i] ?? "");
    }
    this.groups = this.#memory.slice(0, value.items.length);
  }

  /** Anything but null makes a matcher, if an empty one. */
  #readSso(value: GoValue): void {
    if (value.kind === "null") this.sso = undefined;
    else this.sso ??= new Map();
    if (value.kind === "map") {
      const reader = new FieldReader(`${this.path}.sso`, SSO_FIELDS, this.findings).read(value);
      for (const [name, text] of reader.texts) this.sso?.set(name, text);
    } else this.#dropped("sso", "a map", value);
  }

  /** null is nothing to encoding/json, and no mistake, but as an element of a list it is "". */
  #dropped(name: string, expected: string, value: GoValue): void {
    if (value.kind === "null" && !name.endsWith("]")) return;
    this.findings.push(
      awsAuthFinding("aws-auth-field-dropped", `${this.path}.${name}`, {
        message: `the value has the wrong type, and the authenticator uses the row without it, expected ${expected}, got ${preview(value)}`,
        help: `correct the value, in quotes where a text is meant, or delete it: ${EDIT_LIVE}`,
        line: value.line,
      }),
    );
  }

  #unknown(key: string, { line }: GoValue): void {
    const near = didYouMean(key, this.names);
    this.findings.push(
      awsAuthFinding("aws-auth-field-unknown", this.path, {
        message: `unknown field, which the authenticator ignores, expected one of ${this.names.join(", ")}, got \`${shorten(key)}\``,
        help:
          near === undefined
            ? `if no other program reads this field, delete it: ${EDIT_LIVE}`
            : `did you mean \`${near}\`? What it gives counts as soon as the name is correct: ${EDIT_LIVE}`,
        line,
      }),
    );
  }

  #repeated(key: string, name: string, line: number): void {
    this.findings.push(
      awsAuthFinding("aws-auth-field-repeated", this.path, {
        message: `the field is given more than once, expected one ${shorten(name)}, got \`${shorten(key)}\` again`,
        help: `leave one of them: ${EDIT_LIVE}. The authenticator uses the last of one spelling, and of several spellings the one in lower case`,
        line,
      }),
    );
  }
}

/** A value in backticks, on one line. */
export function preview(value: GoValue): string {
  if (value.kind === "list") return "a list";
  return value.kind === "map" ? "a map" : quotedValue(value.text);
}

/** A text in backticks, on one line. */
export function quotedValue(text: string): string {
  return text === "" ? "nothing" : `\`${shorten(text)}\``;
}
