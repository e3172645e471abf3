import { parseAllDocuments } from "yaml";
import { isKeptWord, NAMED_KEYS } from "./kept-words";

const ARN = /arn:(aws[a-z-]*):(iam|sts|eks):([a-z0-9-]*):(\d{12}):([\w+=,.@/:{}-]+)/g;
const ACCOUNT = /(?<![\w.])\d{12}(?!\w)/g;
/** Internal IDs of roles and users, and IDs of access keys. */
const ID = /\b(AROA|AIDA|AKIA|ASIA)[A-Z0-9]{5,}/g;
const SSO = /^AWSReservedSSO_(.+)_([0-9a-f]{16})$/;
/** What may stand in a name of IAM, EKS or Kubernetes; usernames and groups of aws-auth take any letter. */
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}_+.@-]*/gu;

/**
 * Puts made-up accounts and names in the place of those of texts, the same for the same in every text that one object has seen:
 * what is compared stays comparable. Words that AWS and Kubernetes define stay.
 */
export class Anonymiser {
  readonly #accounts = new Map<string, string>();
  readonly #ids = new Map<string, string>();
  readonly #names = new Map<string, string>();
  /** Endings of roles of IAM Identity Center: two roles of one permission set are told apart by them alone. */
  readonly #suffixes = new Map<string, string>();
  readonly #kept: ReadonlySet<string>;

  /** `kept`: words that stay beside those that AWS and Kubernetes define: the keys of a format. */
  constructor(kept: Iterable<string> = []) {
    this.#kept = new Set(kept);
  }

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
    for (const [, name = ""] of line.matchAll(NAMED)) this.#learnName(name);
    for (const [, before, after] of line.matchAll(SPOKEN)) this.#learnName(before ?? after ?? "");
    for (const [, group = ""] of line.matchAll(API_GROUP)) if (!KUBERNETES_GROUP.test(group)) this.#learnName(group);
    for (const [, resource = "", group = ""] of line.matchAll(RESOURCE))
      if (!KUBERNETES_GROUP.test(group)) this.#learnName(resource);
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

  /** Learns the names in a path that somebody typed: those of its folders and of its file, without the extension. */
  learnPath(path: string): void {
    for (const part of path.split(/[/\\]/)) {
      const [stem = ""] = part.split(".");
      this.#learnName(stem);
      const made = this.#word(stem);
      if (made !== stem) this.#names.set(part, made + part.slice(stem.length));
    }
  }

  /** A sentence about values: those in backquotes may be names that no text has shown before. */
  sentence(text: string): string {
    for (const [, , , , , resource = ""] of text.matchAll(ARN)) this.#learnResource(resource);
    for (const [, value = ""] of text.matchAll(/`([^`]*)`/g)) this.#learnName(value);
    return this.text(text);
  }

  /** A path with its folders, whose extension says nothing of anybody: `clusters/payments.yaml`. */
  path(path: string): string {
    const [, stem = path, extension = ""] = /^(.*[^/.])(\.\w+)$/.exec(path) ?? [];
    const made = stem.replace(/[^/\\.]+/g, (part) => {
      this.#learnName(part);
      return part.replace(WORD, (word) => this.#word(word));
    });
    return `${made}${extension}`;
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

  #suffix(hash: string): string {
    if (MADE_UP_SUFFIX.test(hash)) return hash;
    const known = this.#suffixes.get(hash) ?? `90000000${String(this.#suffixes.size + 1).padStart(8, "0")}`;
    this.#suffixes.set(hash, known);
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
      return `AWSReservedSSO_${this.#names.get(permission) ?? permission}_${this.#suffix(hash)}${end}`;
    }
    return `${this.#names.get(bare) ?? this.#fileName(bare)}${end}`;
  }

  /** `payments.yaml` */
  #fileName(word: string): string {
    const [, stem = word, extension = ""] = /^(.+)(\.(?:ya?ml|json|log|gz))$/.exec(word) ?? [];
    return `${this.#names.get(stem) ?? stem}${extension}`;
  }

  #learnResource(resource: string): void {
    for (const part of resource.split("/").slice(1)) this.#learnName(SSO.exec(part)?.[1] ?? part);
  }

  #learnName(text: string): void {
    const [, own] = OWN_NAME.exec(text) ?? [];
    if (own !== undefined) {
      for (const part of own.split(":")) this.#learnName(part);
      return;
    }
    if (/^(system|eks|aws|amazon|iam):/.test(text) || text.startsWith("arn:")) return;
    for (const [name] of text.replace(/\{\{\w+\}\}/g, " ").matchAll(WORD)) {
      if (isKeptWord(name) || this.#kept.has(name) || this.#names.has(name)) continue;
      this.#names.set(name, this.#madeUp(name));
    }
  }

  /** A session in a username has dashes in the place of `@`: both are one name. An instance of EC2 stays one: nodes are known by it. */
  #madeUp(name: string): string {
    const inUsername = name.replaceAll("@", "-");
    const known = this.#names.get(inUsername);
    if (known !== undefined) return known;
    const number = this.#names.size + 1;
    const made = INSTANCE.test(name) ? `i-${String(number).padStart(17, "0")}` : `name-${number}`;
    if (inUsername !== name) this.#names.set(inUsername, made);
    return made;
  }

  #learnValue(value: unknown, key = ""): void {
    if (Array.isArray(value)) for (const item of value) this.#learnValue(item, key);
    else if (typeof value === "object" && value !== null) {
      this.#learnRule(value);
      for (const [own, inner] of Object.entries(value)) {
        if (NAMED_KEYS.maps.includes(key)) this.#learnName(own);
        this.#learnValue(inner, own);
      }
    } else if (typeof value === "string") {
      if (NAMED_KEYS.texts.includes(key)) this.#learnName(value);
      if (key === "mapRoles" || key === "mapUsers") this.learn(value);
    }
  }

  /** Of a rule of RBAC for API groups of somebody's own: those groups and their resources, as a log names them. */
  #learnRule(value: object): void {
    if (!("apiGroups" in value && "resources" in value)) return;
    const own = textsOf(value.apiGroups).filter((group) => group.includes(".") && !KUBERNETES_GROUP.test(group));
    if (own.length > 0) for (const name of [...own, ...textsOf(value.resources)]) this.#learnName(name);
  }
}

function textsOf(list: unknown): string[] {
  return Array.isArray(list) ? list.filter((item) => typeof item === "string") : [];
}

const INSTANCE = /^i-(?:\w{8}|\w{17})$/;
const MADE_UP = /^9000000\d{5}$/;
const MADE_UP_SUFFIX = /^90{7}\d{8}$/;
/** `username=ann`, `session="ann"`, `"sessionName":["ann"]`, `"username":"ann"` */
const SAID = /"?\b(?:username|session|sessionName)"?\s*[=:]\s*\[?\\?(?:"([^"\\]*)|([^\s"\\,[\]]+))/g;
/** Objects of a request: `"namespace":"payments"`, `"name":"till-0"`. */
const NAMED = /\\?"(?:namespace|name)\\?"\s*:\s*\\?"([^"\\]+)/g;
/** What the API server says of names: `RoleBinding \"tills/prod\" of Role \"till\" to Group \"tellers\"`, `users \"ann\" is forbidden`. */
const SPOKEN =
  /(?:Binding|Role|User|Group|ServiceAccount|user|namespace) \\*"([^"\\]+)|\b\w+ \\*"([^"\\]+)\\*" is forbidden/g;
const API_GROUP = /\\?"apiGroup\\?"\s*:\s*\\?"([^"\\]+\.[^"\\]+)/g;
/** A kind of somebody's own: `"resource":"gizmos","namespace":"x","apiGroup":"widgets.example.com"`. */
const RESOURCE = /\\?"resource\\?"\s*:\s*\\?"([^"\\]+)[^{}]*?\\?"apiGroup\\?"\s*:\s*\\?"([^"\\]+\.[^"\\]+)/g;
const KUBERNETES_GROUP = /(?:^|\.)(?:k8s\.io|k8s\.aws|amazonaws\.com|x-k8s\.io)$/;
/** Names behind the prefixes of Kubernetes: service accounts, their groups, nodes. */
const OWN_NAME = /^system:(?:serviceaccounts?|node):(.+)$/;
const GROUPS = /"?\bgroups"?\s*[=:]\s*\\?"?\[([^\]]*)\]/g;
