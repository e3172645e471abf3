import {
  ACCOUNTS,
  GROUPS,
  ODD_SCALARS,
  ROLE_ARNS,
  USER_ARNS,
  USERNAMES,
  type CaseClass,
  type Section,
} from "./aws-auth-case-texts";
import type { Random } from "../laws/random";

interface Field {
  readonly key: string;
  /** With what stands between the colon and it. */
  readonly value: string;
  readonly flow: string;
  readonly end: string;
}

/** Writes the rows of one section in every style, with a few mistakes. */
export class RowWriter {
  readonly #anchors: string[] = [];

  constructor(
    readonly random: Random,
    readonly classes: Set<CaseClass>,
  ) {}

  rows(section: Section): string {
    const { random } = this;
    const count = random.chance(0.1) ? 0 : 1 + random.int(3);
    const indent = random.pick(["", "", "", "  ", " "]);
    let text = "";
    if (random.chance(0.05)) text += `${indent}# the rows\n`;
    for (let i = 0; i < count; i++) {
      text += section === "mapAccounts" ? this.#account(indent) : this.#row(section, indent);
      if (random.chance(0.04)) text += random.pick(["\n", "# comment\n", `${indent}  # comment\n`, "   \n"]);
    }
    if (count === 0 && random.chance(0.5)) return this.#wrongTop();
    if (random.chance(0.1)) text = text.replace(/\n$/, "");
    if (random.chance(0.05)) text += random.pick(["\n", "\n\n", "# end", "# end\n", "  \n"]);
    return text;
  }

  /** A section that is not a list of rows. */
  #wrongTop(): string {
    this.classes.add("wrong types");
    return this.random.pick([
      "rolearn: arn:aws:iam::111122223333:role/KubernetesAdmin\nusername: admin\n",
      "admin",
      "5",
      "yes\n",
      "- \n- \n",
      "- - rolearn: a\n",
      "'x'\n",
      "|\n  - rolearn: a\n",
      "[[]]\n",
      "a: [b\n",
      "- ? a\n  : b\n",
    ]);
  }

  #account(indent: string): string {
    const { random } = this;
    let text: string = random.pick(ACCOUNTS);
    if (random.chance(0.3)) text = random.pick([`"${text}"`, `'${text}'`]);
    if (random.chance(0.04)) text = this.#odd();
    else if (random.chance(0.02)) text = this.#wrongType(indent);
    else if (random.chance(0.06)) text = this.#anchored(text);
    return `${indent}-${random.pick([" ", " ", " ", "  "])}${text}${this.#lineEnd()}`;
  }

  #lineEnd(): string {
    return this.random.chance(0.04) ? this.random.pick([" # why\n", "  \n", " #\n", "\n\n", "\n# note\n"]) : "\n";
  }

  #odd(): string {
    this.classes.add("odd scalars");
    return this.random.pick(ODD_SCALARS);
  }

  #row(section: "mapRoles" | "mapUsers", indent: string): string {
    const { random } = this;
    if (random.chance(0.01)) {
      this.classes.add("wrong types");
      return `${indent}- ${random.pick(["text", "5", "~", "[]", "{}", "", "- a", "[a, b]", "yes"])}\n`;
    }
    const fields = this.#fields(section, `${indent}  `);
    if (random.chance(0.12)) return `${indent}- ${this.#flowRow(fields)}${this.#lineEnd()}`;
    const gap = random.chance(0.05) ? random.pick(["   ", "  ", `\n${indent}  `, `\n${indent}    `]) : " ";
    const inner = gap.includes("\n") ? gap.slice(1) : `${indent}-${gap}`.replace(/-/, " ");
    const anchor = this.random.chance(0.04) ? `${this.#anchor()}\n${inner}` : "";
    return `${indent}-${gap}${anchor}${fields.map(({ key, value, end }) => `${key}:${value}${end}`).join(inner)}`;
  }

  #flowRow(fields: readonly Field[]): string {
    const { random } = this;
    const comma = random.pick([", ", ",", " , ", ",\n      "]);
    const body = fields.map(({ key, flow }) => `${key}:${flow}`).join(comma);
    return `{${random.pick(["", " "])}${body}${random.pick(["", " ", ",", ""])}}`;
  }

  #fields(section: "mapRoles" | "mapUsers", indent: string): Field[] {
    const { random } = this;
    const arn = section === "mapRoles" ? this.random.pick(ROLE_ARNS) : this.random.pick(USER_ARNS);
    const fields: Field[] = [];
    if (!random.chance(0.03)) fields.push(this.#field(section === "mapRoles" ? "rolearn" : "userarn", arn, indent));
    if (!random.chance(0.1)) fields.push(this.#field("username", random.pick(USERNAMES), indent));
    if (!random.chance(0.15)) fields.push(this.#groups(indent));
    if (random.chance(0.03))
      fields.push(this.#field(random.pick(["group", "userid", "note", "roleArns", "name"]), "x", indent));
    if (random.chance(0.03)) fields.push(this.#merge());
    if (random.chance(0.06)) {
      this.classes.add("duplicate keys");
      const key = random.pick(["rolearn", "userarn", "username", "groups", "Groups", "USERNAME", "roleARN"]);
      fields.push(
        key.toLowerCase() === "groups"
          ? { ...this.#groups(indent), key }
          : this.#field(key, random.pick(USERNAMES), indent),
      );
    }
    if (random.chance(0.2)) fields.reverse();
    return fields;
  }

  #merge(): Field {
    this.classes.add("anchors");
    const name = this.#anchors.at(-1) ?? "none";
    const value = this.random.pick([
      `*${name}`,
      `[*${name}]`,
      "{username: merged}",
      `[{username: merged}, *${name}]`,
      "text",
    ]);
    return { key: "<<", value: ` ${value}`, flow: ` ${value}`, end: "\n" };
  }

  #key(key: string, indent: string): string {
    const { random } = this;
    if (random.chance(0.05)) {
      this.classes.add("odd key case");
      return random.pick([
        key.toUpperCase(),
        key.charAt(0).toUpperCase() + key.slice(1),
        key.replace("s", "ſ"),
        `${key.slice(0, -1)}${key.slice(-1).toUpperCase()}`,
      ]);
    }
    return random.chance(0.05) ? random.pick([`"${key}"`, `'${key}'`, `? ${key}\n${indent}`, `${key} `]) : key;
  }

  #field(name: string, text: string, indent: string): Field {
    const { random } = this;
    const key = this.#key(name, indent);
    const gap = random.chance(0.03) ? random.pick(["  ", "\t", `\n${indent}  `, "   "]) : " ";
    if (gap === "\t") this.classes.add("tabs");
    let value = this.#scalar(text, indent);
    if (random.chance(0.02)) value = this.#odd();
    else if (random.chance(0.015)) value = this.#wrongType(indent);
    else if (random.chance(0.03)) value = this.#anchored(value);
    return {
      key,
      value: `${gap}${value}`,
      flow: ` ${this.#flowScalar(text)}`,
      end: value.startsWith("|") || value.startsWith(">") ? "\n" : this.#lineEnd(),
    };
  }

  #wrongType(indent: string): string {
    this.classes.add("wrong types");
    return this.random.pick([
      "5",
      "[a]",
      "{a: b}",
      "true",
      "~",
      `\n${indent}  - a`,
      `\n${indent}  a: b`,
      "1.5",
      "[]",
      "{}",
      "- a",
      "a: b",
    ]);
  }

  #anchor(): string {
    this.classes.add("anchors");
    const name = this.random.pick(["a", "b", "base", "x-1", "A_b"]);
    this.#anchors.push(name);
    return `&${name}`;
  }

  #anchored(value: string): string {
    this.classes.add("anchors");
    const known = this.#anchors.at(-1);
    if (known !== undefined && this.random.chance(0.7)) return `*${known}`;
    if (this.random.chance(0.05))
      return this.random.pick([
        "*missing",
        "&a.b x",
        "&a",
        "&é x",
        "*a.b",
        "&a &b x",
        "&a *a",
        "&a !!str 5",
        "!!str &a 5",
      ]);
    return `${this.#anchor()} ${value}`;
  }

  #scalar(text: string, indent: string): string {
    const { random } = this;
    const kind = random.int(20);
    if (kind === 0) return this.#block(text, indent);
    if (kind < 4 || text === "") return `"${text.replace(/["\\]/g, "\\$&")}"`;
    if (kind < 6) return `'${text.replace(/'/g, "''")}'`;
    if (/^[#'"[{]|: | #|^$/.test(text)) return `'${text.replace(/'/g, "''")}'`;
    return text;
  }

  #block(text: string, indent: string): string {
    const { random } = this;
    const header = random.pick(["|", ">", "|-", ">-", "|+", ">+", "|2", "|-  # text", "|1-"]);
    const inner = header.includes("1") ? `${indent} ` : `${indent}  `;
    const rest = random.chance(0.3)
      ? random.pick([`\n${inner}more`, `\n\n${inner}more`, `\n${inner}  deeper\n${inner}back`, "\n", "\n\n"])
      : "";
    return `${header}\n${random.chance(0.05) ? "\n" : ""}${inner}${text}${rest}`;
  }

  #flowScalar(text: string): string {
    const { random } = this;
    if (random.chance(0.02)) return this.#odd();
    if (random.chance(0.5) || /[[\]{},"'#]|: |^$/.test(text)) return `"${text.replace(/["\\]/g, "\\$&")}"`;
    return text;
  }

  #groups(indent: string): Field {
    const { random } = this;
    const key = this.#key("groups", indent);
    const groups = Array.from({ length: random.int(4) }, () => random.pick(GROUPS));
    const elements = groups.map((group) => this.#element(group, indent));
    const flow = ` [${groups.map((group) => this.#flowScalar(group)).join(random.pick([", ", ",", " ,"]))}${random.chance(0.05) ? "," : ""}]`;
    if (random.chance(0.03)) {
      this.classes.add("wrong types");
      return { key, value: ` ${random.pick(["system:masters", "5", "{a: b}", "~", "", "yes"])}`, flow, end: "\n" };
    }
    if (groups.length === 0 || random.chance(0.25)) return { key, value: flow, flow, end: this.#lineEnd() };
    const inner = random.pick([indent, `${indent}  `, `${indent} `, `${indent}    `]);
    const anchor = random.chance(0.04) ? ` ${this.#anchor()}` : "";
    return {
      key,
      value: `${anchor}\n${elements.map((element) => `${inner}- ${element}`).join("\n")}`,
      flow,
      end: this.#lineEnd(),
    };
  }

  #element(group: string, indent: string): string {
    const { random } = this;
    if (random.chance(0.02)) return this.#odd();
    if (random.chance(0.015)) return this.#wrongType(`${indent}    `);
    if (random.chance(0.02)) return this.#anchored(this.#scalar(group, `${indent}    `));
    return this.#scalar(group, `${indent}    `);
  }
}
