import { parseAllDocuments } from "yaml";
import { isKept, NAMED_KEYS } from "./kept-words";

const ARN = /arn:(aws[a-z-]*):(iam|sts|eks):([a-z0-9-]*):(\d{12}):([\w+=,.@/:{}-]+)/g;
const ACCOUNT = /(?<![\w.])\d{12}(?!\w)/g;
/** Internal IDs of roles and users, and IDs of access keys. */
const ID = /\b(AROA|AIDA|AKIA|ASIA)[A-Z0-9]{5,}/g;
const SSO = /^AWSReservedSSO_(.+)_([0-9a-f]{16})$/;
/** What may stand in a name of IAM, EKS or Kubernetes. */
const WORD = /[A-Za-z0-9][\w+.@-]*/g;

/**
 * Puts made-up accounts and names in the place of those of texts, the same for the same in every text that one object has seen:
 * what is compared stays comparable. Words that AWS and Kubernetes define stay.
 */
export class Anonymiser {
  readonly #accounts = new Map<string, string>();
  readonly #ids = new Map<string, string>();
  readonly #names = new Map<string, string>();

  /** Learns the names of a text, as YAML or JSON, so that they are known wherever they stand. */
  learn(text: string): void {
    for (const [, , , , , resource = ""] of text.matchAll(ARN)) this.#learnResource(resource);
    for (const document of parseAllDocuments(text, { uniqueKeys: false, logLevel: "silent" }))
      this.#learnValue(document.toJS({ maxAliasCount: 100 }));
  }

  /** Learns the names in the ARNs of one line of a log, and its usernames and sessions. */
  learnLine(line: string): void {
    for (const [, , , , , resource = ""] of line.matchAll(ARN)) this.#learnResource(resource);
    for (const [, quoted, bare] of line.matchAll(SAID)) this.#learnName(quoted ?? bare ?? "");
    for (const [, list = ""] of line.matchAll(GROUPS))
      for (const [word] of list.matchAll(/[^\s",[\]\\]+/g)) this.#learnName(word);
  }

  /** The text with what is known, and every account, replaced. */
  text(text: string): string {
    return text
      .replace(ARN, (arn) => this.#arn(arn))
      .replace(ID, (id: string, kind: string) => this.#id(id, kind))
      .replace(ACCOUNT, (account) => this.#account(account))
      .replace(WORD, (word) => this.#word(word));
  }

  /** A name alone, wherever it comes from. */
  name(name: string): string {
    this.#learnName(name);
    return this.#word(name);
  }

  /** A path, whose extension says nothing of anybody: `clusters/payments.yaml`. */
  path(path: string): string {
    return path.replace(/[^/.]+/g, (part) => this.#word(part));
  }

  #account(account: string): string {
    if (MADE_UP.test(account)) return account;
    const known = this.#accounts.get(account) ?? `9000000${String(this.#accounts.size + 1).padStart(5, "0")}`;
    this.#accounts.set(account, known);
    return known;
  }

  /** `arn:aws:iam::ACCOUNT:role/path/name` */
  #arn(arn: string): string {
    const [head = "", partition = "", service = "", region = "", account = "", ...resource] = arn.split(":");
    return [head, partition, service, region, this.#account(account), this.#resource(resource.join(":"))].join(":");
  }

  #id(id: string, kind: string): string {
    if (id.startsWith(`${kind}NOBODY`)) return id;
    const known = this.#ids.get(id) ?? `${kind}NOBODY${String(this.#ids.size + 1).padStart(10, "0")}`;
    this.#ids.set(id, known);
    return known;
  }

  /** Parts of a path are names, but for those that AWS defines. */
  #resource(resource: string): string {
    return resource
      .split("/")
      .map((part) => this.#word(part))
      .join("/");
  }

  #word(word: string): string {
    const end = /[.@+-]+$/.exec(word)?.[0] ?? "";
    const bare = word.slice(0, word.length - end.length);
    const [, permission, hash] = SSO.exec(bare) ?? [];
    if (permission !== undefined && hash !== undefined) {
      this.#learnName(permission);
      return `AWSReservedSSO_${this.#names.get(permission) ?? permission}_${"0".repeat(16)}${end}`;
    }
    return `${this.#names.get(bare) ?? bare}${end}`;
  }

  #learnResource(resource: string): void {
    for (const part of resource.split("/").slice(1)) this.#learnName(SSO.exec(part)?.[1] ?? part);
  }

  #learnName(text: string): void {
    if (/^(system|eks|aws|amazon|iam):/.test(text) || text.startsWith("arn:")) return;
    for (const [name] of text.replace(/\{\{\w+\}\}/g, " ").matchAll(WORD)) {
      if (isKept(name) || this.#names.has(name)) continue;
      this.#names.set(name, `name-${this.#names.size + 1}`);
    }
  }

  #learnValue(value: unknown, key = ""): void {
    if (Array.isArray(value)) for (const item of value) this.#learnValue(item, key);
    else if (typeof value === "object" && value !== null) {
      for (const [own, inner] of Object.entries(value)) {
        if (NAMED_KEYS.maps.includes(key)) this.#learnName(own);
        this.#learnValue(inner, own);
      }
    } else if (typeof value === "string") {
      if (NAMED_KEYS.texts.includes(key)) this.#learnName(value);
      if (key === "mapRoles" || key === "mapUsers") this.learn(value);
    }
  }
}

const MADE_UP = /^9000000\d{5}$/;
/** `username=ann`, `session="ann"`, `"sessionName":["ann"]`, `"username":"ann"` */
const SAID = /"?\b(?:username|session|sessionName)"?\s*[=:]\s*\[?\\?(?:"([^"\\]*)|([^\s"\\,[\]]+))/g;
const GROUPS = /"?\bgroups"?\s*[=:]\s*\\?"?\[([^\]]*)\]/g;
