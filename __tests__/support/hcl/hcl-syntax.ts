/** An expression of Terraform's language, as far as guards use it. */
export type HclNode =
  | { readonly kind: "value"; readonly value: string | number | boolean | null }
  | { readonly kind: "template"; readonly parts: readonly HclNode[] }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "list"; readonly items: readonly HclNode[] }
  | { readonly kind: "object"; readonly items: readonly (readonly [HclNode, HclNode])[] }
  | HclFor
  | { readonly kind: "call"; readonly name: string; readonly args: readonly HclNode[] }
  | { readonly kind: "index"; readonly of: HclNode; readonly key: HclNode }
  | { readonly kind: "splat"; readonly of: HclNode; readonly names: readonly string[] }
  | { readonly kind: "not"; readonly of: HclNode }
  | { readonly kind: "binary"; readonly operator: string; readonly left: HclNode; readonly right: HclNode }
  | { readonly kind: "choice"; readonly test: HclNode; readonly yes: HclNode; readonly no: HclNode };

/** `[for key, item in list : value if test]`, or `{ … : name => value }`, of which those of one name are a list after `...`. */
export interface HclFor {
  readonly kind: "for";
  readonly key: string | undefined;
  readonly item: string;
  readonly list: HclNode;
  /** Undefined: a list is made. */
  readonly name: HclNode | undefined;
  readonly value: HclNode;
  readonly isGrouped: boolean;
  readonly test: HclNode | undefined;
}

/** Operators by how strong they bind, the weakest first. */
const OPERATORS: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/", "%"],
];
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** Reads a text of Terraform JSON: plain, or with `${ }` in it. */
export function parseTemplate(text: string): HclNode {
  return new Parser(text).template(false);
}

class Parser {
  #at = 0;

  constructor(private readonly text: string) {}

  /** Up to the closing quote, or to the end of the text. */
  template(isQuoted: boolean): HclNode {
    const parts: HclNode[] = [];
    let plain = "";
    const flush = (): void => {
      if (plain !== "") parts.push({ kind: "value", value: plain });
      plain = "";
    };
    while (this.#at < this.text.length && !(isQuoted && this.text[this.#at] === '"')) {
      if (this.#takes("$${")) plain += "${";
      else if (this.#takes("%%{")) plain += "%{";
      else if (this.#takes("${")) {
        flush();
        parts.push(this.#expression());
        this.#must("}");
      } else plain += isQuoted && this.text[this.#at] === "\\" ? this.#escape() : this.#character();
    }
    flush();
    const [first] = parts;
    if (first !== undefined && parts.length === 1) return first;
    return parts.length === 0 ? { kind: "value", value: "" } : { kind: "template", parts };
  }

  #character(): string {
    return this.text[this.#at++] ?? "";
  }

  #escape(): string {
    this.#at++;
    const letter = this.#character();
    if (letter !== "u") return ESCAPES[letter] ?? this.#fails(`the escape \\${letter}`);
    const digits = this.text.slice(this.#at, this.#at + 4);
    this.#at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  #expression(): HclNode {
    const test = this.#binary(0);
    if (!this.#sees("?")) return test;
    const yes = this.#expression();
    this.#must(":");
    return { kind: "choice", test, yes, no: this.#expression() };
  }

  #binary(level: number): HclNode {
    const operators = OPERATORS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = operators.find((one) => this.#sees(one));
      if (operator === undefined) return left;
      left = { kind: "binary", operator, left, right: this.#binary(level + 1) };
    }
  }

  #unary(): HclNode {
    if (this.#sees("!")) return { kind: "not", of: this.#unary() };
    let node = this.#primary();
    for (;;) {
      if (this.#takes("[*]")) node = { kind: "splat", of: node, names: this.#names() };
      else if (this.#takes("[")) {
        node = { kind: "index", of: node, key: this.#expression() };
        this.#must("]");
      } else if (/^\.[a-z_]/i.test(this.text.slice(this.#at, this.#at + 2))) {
        this.#at++;
        node = { kind: "index", of: node, key: { kind: "value", value: this.#name() } };
      } else return node;
    }
  }

  #names(): readonly string[] {
    const names: string[] = [];
    while (this.#takes(".")) names.push(this.#name());
    return names;
  }

  #primary(): HclNode {
    if (this.#sees('"')) {
      const node = this.template(true);
      this.#must('"');
      return node;
    }
    if (this.#sees("(")) {
      const node = this.#expression();
      this.#must(")");
      return node;
    }
    if (this.#sees("[")) return this.#seesWord("for") ? this.#for("]") : { kind: "list", items: this.#until("]") };
    if (this.#sees("{")) return this.#seesWord("for") ? this.#for("}") : this.#object();
    const number = /^\d+(?:\.\d+)?/.exec(this.text.slice(this.#at))?.[0];
    if (number !== undefined) {
      this.#at += number.length;
      return { kind: "value", value: Number(number) };
    }
    return this.#named(this.#name());
  }

  #named(name: string): HclNode {
    if (name === "true" || name === "false") return { kind: "value", value: name === "true" };
    if (name === "null") return { kind: "value", value: null };
    return this.#takes("(") ? { kind: "call", name, args: this.#until(")") } : { kind: "name", name };
  }

  #until(end: string): readonly HclNode[] {
    const items: HclNode[] = [];
    while (!this.#sees(end)) {
      items.push(this.#expression());
      if (this.#sees(",")) continue;
      this.#must(end);
      break;
    }
    return items;
  }

  #object(): HclNode {
    const items: (readonly [HclNode, HclNode])[] = [];
    while (!this.#sees("}")) {
      const key = this.#binary(2);
      if (!this.#sees("=")) this.#must(":");
      const value = this.#expression();
      items.push([key.kind === "name" ? { kind: "value", value: key.name } : key, value]);
      if (this.#sees(",")) continue;
      this.#must("}");
      break;
    }
    return { kind: "object", items };
  }

  #for(end: string): HclFor {
    const first = this.#name();
    const second = this.#sees(",") ? this.#name() : undefined;
    if (!this.#seesWord("in")) this.#fails("`in`");
    const list = this.#expression();
    this.#must(":");
    const begun = this.#expression();
    const isNamed = this.#sees("=>");
    const value = isNamed ? this.#expression() : begun;
    const isGrouped = this.#sees("...");
    const test = this.#seesWord("if") ? this.#expression() : undefined;
    this.#must(end);
    const names = second === undefined ? { key: undefined, item: first } : { key: first, item: second };
    return { kind: "for", ...names, list, name: isNamed ? begun : undefined, value, isGrouped, test };
  }

  #name(): string {
    this.#space();
    const name = /^[A-Za-z_][\w-]*/.exec(this.text.slice(this.#at))?.[0] ?? this.#fails("a name");
    this.#at += name.length;
    return name;
  }

  #space(): void {
    while (/\s/.test(this.text[this.#at] ?? "")) this.#at++;
  }

  #takes(token: string): boolean {
    if (!this.text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  /** Takes a token behind space; `=` is not the beginning of `==` or `=>`, nor `!` of `!=`. */
  #sees(token: string): boolean {
    this.#space();
    const next = this.text[this.#at + token.length] ?? "";
    if ((token === "=" && /[=>]/.test(next)) || (token === "!" && next === "=")) return false;
    return this.#takes(token);
  }

  #seesWord(word: string): boolean {
    this.#space();
    const next = this.text[this.#at + word.length] ?? "";
    return !/[\w-]/.test(next) && this.#takes(word);
  }

  #must(token: string): void {
    if (!this.#sees(token)) this.#fails(token);
  }

  #fails(expected: string): never {
    throw new Error(`expected ${expected} at ${this.text.slice(Math.max(0, this.#at - 40), this.#at + 40)}`);
  }
}
