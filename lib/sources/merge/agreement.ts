import type { LocatedFinding } from "../../inventory/finding/located-finding";
import { shortenArn } from "../../finding/shorten";
import { foundAt, printPlace, type Sourced } from "../source";

/** The value on which all agree: the first; every other one is told with both places. */
export function agreed<Value>(
  told: readonly Sourced<Value>[],
  { what, findings, print = String }: Agreement<Value>,
): Sourced<Value> | undefined {
  const [first, ...others] = told;
  if (first === undefined) return undefined;
  const seen = new Set([print(first.value)]);
  for (const other of others) {
    if (seen.has(print(other.value))) continue;
    seen.add(print(other.value));
    findings.push(contradiction(what, [first, other], print));
  }
  return first;
}

/** What is agreed upon. */
interface Agreement<Value> {
  /** `region` */
  readonly what: string;
  readonly findings: LocatedFinding[];
  /**
   * The value as text; equal texts are equal values.
   * @default String
   */
  readonly print?: (value: Value) => string;
}

function contradiction<Value>(
  what: string,
  [first, other]: readonly [Sourced<Value>, Sourced<Value>],
  print: (value: Value) => string,
): LocatedFinding {
  const [there, here] = [first, other].map(({ value }) => shortenArn(print(value)));
  return foundAt("import-contradiction", other.at, {
    message: `another ${what}, expected \`${there ?? ""}\` as ${printPlace(first.at)} says, got \`${here ?? ""}\``,
    help: "give sources of one cluster and one moment: leave the older or the stranger one out",
  });
}
