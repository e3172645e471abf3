import { breakSyntax, documents, tab } from "./aws-auth-case-faults";
import { RowWriter } from "./aws-auth-case-rows";
import {
  ACCOUNTS,
  EMPTY_SECTIONS,
  GROUPS,
  ROLE_ARNS,
  SECTIONS,
  USER_ARNS,
  USERNAMES,
  type CaseClass,
  type Section,
} from "./aws-auth-case-texts";
import { Random } from "../laws/random";

export { CASE_CLASSES } from "./aws-auth-case-texts";

/** A ConfigMap's data and what was put into it. */
export interface AwsAuthCase {
  readonly data: Record<string, string>;
  readonly classes: ReadonlySet<CaseClass>;
}

/** `count` cases; the same seed gives the same cases. */
export function* awsAuthCases(seed: number, count: number): Generator<AwsAuthCase> {
  for (let i = 0; i < count; i++) yield new CaseWriter(new Random(seed * 1_000_003 + i)).write();
}

class CaseWriter {
  readonly classes = new Set<CaseClass>();

  constructor(readonly random: Random) {}

  write(): AwsAuthCase {
    const data: Record<string, string> = {};
    for (const section of SECTIONS) {
      if (this.random.chance(section === "mapAccounts" ? 0.4 : 0.65))
        data[this.#sectionKey(section)] = this.#section(section);
    }
    return { data, classes: this.classes };
  }

  #with(name: CaseClass): Random {
    this.classes.add(name);
    return this.random;
  }

  #sectionKey(section: Section): string {
    if (!this.random.chance(0.02)) return section;
    this.classes.add("odd key case");
    return this.random.pick([
      section.toLowerCase(),
      section.toUpperCase(),
      section.slice(0, -1),
      "MapRoles",
      `${section}s`,
    ]);
  }

  #section(section: Section): string {
    if (this.random.chance(0.05)) return this.random.pick(EMPTY_SECTIONS);
    if (this.random.chance(0.08)) return this.#json(section);
    let text = new RowWriter(this.random, this.classes).rows(section);
    if (this.random.chance(0.05)) text = documents(this.#with("several documents"), text);
    if (this.random.chance(0.04)) text = text.replace(/\n/g, "\r\n");
    if (this.random.chance(0.015)) text = `\uFEFF${text}`;
    if (this.random.chance(0.05)) text = tab(this.#with("tabs"), text);
    if (this.random.chance(0.1)) text = breakSyntax(this.#with("broken syntax"), text);
    return text;
  }

  /** As the AWS CDK writes it: JSON with every text quoted. */
  #json(section: Section): string {
    const rows = Array.from({ length: this.random.int(4) }, () => this.#plainRow(section));
    if (this.random.chance(0.03)) return JSON.stringify({ rows });
    const text = JSON.stringify(rows, undefined, this.random.chance(0.3) ? 2 : undefined);
    return this.random.chance(0.03) ? breakSyntax(this.#with("broken syntax"), text) : text;
  }

  #plainRow(section: Section): unknown {
    const { random } = this;
    if (section === "mapAccounts") return random.pick(ACCOUNTS);
    const arn = section === "mapRoles" ? { rolearn: random.pick(ROLE_ARNS) } : { userarn: random.pick(USER_ARNS) };
    return {
      ...arn,
      username: random.pick(USERNAMES),
      groups: Array.from({ length: random.int(3) }, () => random.pick(GROUPS)),
    };
  }
}
