import { App } from "cdktf";
import { parse } from "yaml";
import { check, clusterFileOf } from "../../../lib/app/check/check";
import { CATALOGUE, type Code, CODES } from "../../../lib/finding/catalogue";
import { ValidationError } from "../../../lib/finding/validation-error";
import { validateDefinition } from "../../../lib/inventory/validation/validate-definition";
import type { JudgedFinding } from "../../../lib/migration/acceptance";
import { isModuleVariable } from "../../../lib/inventory/definition/module/module-variables";
import { AccessStack } from "../../../stacks/access-stack";
import { EksStack } from "../../../stacks/eks-stack";
import { ModuleStack } from "../../../stacks/module/module-stack";
import { asProgram } from "../../support/definitions/as-program";
import { FILE } from "../../support/pages/rule-examples/rule-example";
import { RULE_EXAMPLES } from "../../support/pages/rule-examples/rule-examples";
import { fieldsOf } from "../../support/terraform/provider-schema";

const TODAY = "2026-11-22";

/** Codes of texts, folders and fleets: a program has none of these. */
const OF_FILES = /^(?:file|folder|fleet|ring|yaml)-|^(?:question-open|number-loses-text|state-shared)$/;

/** Codes that one of the two has by another name, or not at all, and why. */
const APART: Partial<Record<Code, string>> = {
  "cluster-name-twice": "two files, or two stacks of one app: what stacks refuse has a test of its own",
  "state-of-others": "of a state that lies beside the file: a program has none beside it",
  "state-path-unfit": "of the output's folder, which a program may choose after its stacks are made",
  "token-in-text": "a program may refer to other resources; where it may not is in reference-places",
  "value-unknown": "the class says how it renders: the words name the class",
  "variable-required": "a file carries a call of the module over, with its defaults; a program says what is made",
  "variable-unsupported": "a variable that no prop has is an unknown key, or stands under moduleVariables",
};

/** Shapes of entries: a file says them by its schema, at the same place. */
const OF_SCHEMA: Partial<Record<Code, Code>> = {
  "entry-key-missing": "key-missing",
  "entry-scope-type": "value-unknown",
  "entry-type-unknown": "value-unknown",
  "entry-unknown-key": "key-unknown",
  "entry-value-type": "type-wrong",
};

/** What a type of the constructs shuts out, and the schema of a file by its own words: each has a test of its construct. */
const TRIED: readonly Code[] = ["iam-role-nobody", "principal-list-malformed", "rbac-binding-role"];

const STACKS = { access: AccessStack, module: ModuleStack, resources: EksStack };

interface Said {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

function isRefusing(code: Code): boolean {
  const { file, gate } = CATALOGUE[code].severity;
  return [file, gate].some((weight) => {
    const weights = typeof weight === "object" ? Object.values(weight).concat(Object.keys(weight)) : [weight];
    return weights.includes("error") || weights.includes("blocker");
  });
}

/** The cluster file of a code's example, where that file alone is checked. */
function textOf(code: Code): string | undefined {
  const example = RULE_EXAMPLES[code];
  if (example === undefined || !("files" in example) || example.run[0] !== "check") return undefined;
  const { [FILE]: text, ...others } = example.files;
  return typeof text === "string" && Object.keys(others).length === 0 ? text : undefined;
}

function saidOfFile(text: string): Said[] {
  const { findings } = check({ sources: [clusterFileOf("demo.yaml", text)] }, TODAY);
  return findings
    .filter(({ severity, accepted }) => accepted === undefined && (severity === "error" || severity === "blocker"))
    .map(({ code, path, message }) => ({ code, path, message }));
}

/** The props that say what a file says: what goes to the module as it is has a prop of its own. */
function propsOf(text: string): object {
  const written = fieldsOf(parse(text));
  if (written.render !== "module") return asProgram(text);
  const isOwn = ([key]: [string, unknown]): boolean => isModuleVariable(key);
  const own = Object.entries(asProgram(text)).filter(([key]) => !isModuleVariable(snakeCase(key)));
  return { ...Object.fromEntries(own), moduleVariables: Object.fromEntries(Object.entries(written).filter(isOwn)) };
}

function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** What the validation says of the same props, which no stack has to be drawn for. */
function saidOfDefinition(text: string): Said[] {
  const found: readonly JudgedFinding[] = Reflect.apply(validateDefinition, undefined, [propsOf(text)]);
  return found
    .filter(({ severity, accepted }) => accepted === undefined && (severity === "error" || severity === "blocker"))
    .map(({ code, path, message }) => ({ code, path, message }));
}

function saidOfProgram(text: string): Said[] {
  const props = propsOf(text);
  const Stack = Object.entries(STACKS).find(([render]) => render === Reflect.get(props, "render"))?.[1] ?? EksStack;
  try {
    Reflect.construct(Stack, [new App({ skipValidation: true }), "demo", props]);
    return [];
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    const { code, path, message } = error;
    const lines = [...message.matchAll(/^ {2}(\S.*?): (.*) \(([\w-]+)\)$/gm)];
    if (lines.length === 0) return [{ code, path, message: message.slice(`${path}: `.length) }];
    return lines.map(([, at = "", what = "", said = ""]) => ({ code: said, path: at, message: what }));
  }
}

/** What the gate warns of in these examples, and refuses elsewhere: neither a file nor a program is refused then. */
const WARNED = /^(?:account-mapped|admin-elsewhere)$|^row-(?!ambiguous$|uncovered$|identity$)/;

const REFUSING = CODES.filter((code) => isRefusing(code) && !OF_FILES.test(code) && !(code in APART));
const BOTH_WAYS = REFUSING.flatMap((code) => {
  const text = textOf(code);
  return text === undefined ? [] : [{ code, text }];
});

/** Days are those of whoever reads: a program's is today. */
const withoutDays = (said: Said): Said => ({ ...said, message: said.message.replace(/expected \d{4}-\d\d-\d\d/, "") });

describe("every refusal of a definition", () => {
  test.each(BOTH_WAYS)("is said to a file and to a program, in the same words: $code", ({ code, text }) => {
    const [ofFile, ofProgram, ofDefinition] = [saidOfFile(text), saidOfProgram(text), saidOfDefinition(text)].map(
      (said) => said.map(withoutDays),
    );
    const own = ofFile?.filter((said) => said.code === code) ?? [];
    expect(own.length > 0).toBe(!WARNED.test(code));
    expect(ofProgram?.some((said) => said.code === code)).toBe(!WARNED.test(code));
    expect(ofDefinition).toEqual(ofProgram);
    for (const said of ofProgram ?? []) expect(withLocation(ofFile ?? [], said)).toContain(said.message);
  });

  test("has an example that both can read, or a reason why not", () => {
    const without = REFUSING.filter((code) => textOf(code) === undefined);
    const known = [...Object.keys(OF_SCHEMA), ...TRIED];
    expect(without.filter((code) => !code.startsWith("fleet-") && !known.includes(code))).toEqual([]);
    expect(BOTH_WAYS.length).toBeGreaterThan(100);
  });
});

/** What is said in the same code at the same place. */
function withLocation(all: readonly Said[], { code, path }: Said): string[] {
  return all.filter((said) => said.code === code && said.path === path).map(({ message }) => message);
}
