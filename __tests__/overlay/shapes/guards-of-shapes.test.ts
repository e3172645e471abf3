import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { STAGES, type Stage } from "../../../lib/migration/stage";
import { makeOverlays } from "../../../lib/overlay/make-overlays";
import { role } from "../../support/definitions/arns";
import { clusterFile, overlaid } from "../../support/overlay/overlaid";
import { BARE_SHAPE, OUTPUTS_SHAPE, ROOT_SHAPES, type RootShape } from "../../support/overlay/root-shapes";
import { fieldsOf } from "../../support/terraform/provider-schema";

const MODULE = join(__dirname, "../../fixtures/overlay/eks");
const base = mkdtempSync(join(tmpdir(), "guards-of-shapes-"));
let count = 0;

afterAll(() => {
  rmSync(base, { recursive: true });
});

/** The root of {@link OUTPUTS_SHAPE} with an entry of its own. */
const withEntry = (name: string, principal: string): RootShape => ({
  ...OUTPUTS_SHAPE,
  name,
  files: (root) => OUTPUTS_SHAPE.files({ ...root, entries: `  access_entries = { dev = { ${principal} } }` }),
});
const REST = 'user_name = "dev:{{SessionName}}", kubernetes_groups = ["developers"]';
const WITH_ENTRIES: readonly RootShape[] = [
  withEntry("a literal entry in main.tf", `principal_arn = "${role("dev")}", ${REST}`),
  withEntry("an entry by reference in main.tf", `principal_arn = data.aws_iam_role.dev.arn, ${REST}`),
];
const SHAPES = [...ROOT_SHAPES, BARE_SHAPE, ...WITH_ENTRIES];
const rendersEntries = (stage: Stage): boolean => STAGES.indexOf(stage) >= STAGES.indexOf("entries");

interface Files {
  readonly normal: Readonly<Record<string, unknown>>;
  readonly override: Readonly<Record<string, unknown>>;
}

const made = new Map<string, Promise<Files>>();

/** Both files of a stage over a root of this shape, made once. */
async function filesOf(shape: RootShape, stage: Stage): Promise<Files> {
  const key = `${shape.name} ${stage}`;
  const before = made.get(key) ?? madeFiles(shape, stage);
  made.set(key, before);
  return before;
}

async function madeFiles(shape: RootShape, stage: Stage): Promise<Files> {
  const folder = join(base, String(count++), "stack");
  for (const [name, text] of Object.entries(shape.files({}))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  cpSync(MODULE, join(folder, "modules/eks"), { recursive: true });
  const { files, findings } = await makeOverlays([clusterFile(overlaid(stage, { overlay: shape.overlay }))], folder);
  expect(findings).toEqual([]);
  const texts: Readonly<Record<string, string>> = files[0]?.texts ?? {};
  const json = (name: string) => fieldsOf(JSON.parse(texts[name] ?? ""));
  return { normal: json("eks_access.tf.json"), override: json("eks_access_override.tf.json") };
}

const PROVIDERS = /"provider":"(?:aws\.prod|kubernetes\.eks_access_demo)",?/g;
/** Asked in addition where the root's expression, not a text, names the cluster. */
const PLANNED = /"precondition":\[\{"condition":"\$\{local\.eks_access_demo_planned_cluster == [^]*?\}\],?/;

/** The guards, and every local that one of them reads, by whatever way: what decides whether a plan passes. */
function deciding({ normal }: Files): { readonly data: unknown; readonly locals: unknown } {
  const data = JSON.stringify(normal.data).replace(PROVIDERS, "").replace(PLANNED, "").replaceAll(",}", "}");
  const parsed: unknown = JSON.parse(data);
  const read = readBy({ data: parsed, locals: normal.locals }, [data, "local.eks_access_demo_passed"]);
  const locals = Object.entries(fieldsOf(normal.locals)).filter(([name]) => read.has(`local.${name}`));
  return { data: parsed, locals: Object.fromEntries(locals) };
}

/** Addresses of data sources and locals that texts name, and that those name. */
function readBy(
  { data, locals }: Files["normal"],
  texts: readonly string[],
  before = new Set<string>(),
): ReadonlySet<string> {
  for (const [address] of texts.join(" ").matchAll(/\b(?:data\.\w+|local)\.\w+/g)) {
    if (before.has(address)) continue;
    before.add(address);
    const [kind, type = "", name = ""] = address.split(".");
    const found = kind === "local" ? fieldsOf(locals)[type] : fieldsOf(fieldsOf(data)[type])[name];
    readBy({ data, locals }, [JSON.stringify(found ?? null)], before);
  }
  return before;
}

/** Texts that stand in a value, however deep. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe("guards of an overlay over roots of other shapes", () => {
  describe.each(SHAPES)("$name", (shape) => {
    const stages = WITH_ENTRIES.includes(shape) ? STAGES.filter(rendersEntries) : STAGES;

    test.each(stages)(
      "%s: conditions, sentences and values are those over the module's outputs, but for providers",
      async (stage) => {
        const own = deciding(await filesOf(shape, stage));
        expect(own).toEqual(deciding(await filesOf(OUTPUTS_SHAPE, stage)));
        expect(textsIn(own).filter((text) => text.includes("eks-access")).length).toBeGreaterThan(0);
      },
    );

    test.each(stages)("%s: every argument, entry and binding waits for all of them", async (stage) => {
      const { normal, override } = await filesOf(shape, stage);
      const guards = Object.entries(fieldsOf(normal.data)).flatMap(([type, named]) =>
        Object.keys(fieldsOf(named)).map((name) => `data.${type}.${name}`),
      );
      const passed = String(fieldsOf(normal.locals).eks_access_demo_passed);
      for (const guard of guards) expect(passed).toContain(`can(${guard})`);
      const { module = {}, resource = {} } = override;
      const values = [module, resource].flatMap(textsIn).filter((text) => text.startsWith("${["));
      expect(values.length).toBeGreaterThan(1);
      for (const value of values) expect(value).toMatch(/, local\.eks_access_demo_passed\]\[0\]\}$/);
      const resources = Object.values(fieldsOf(normal.resource)).flatMap((named) => Object.values(fieldsOf(named)));
      for (const one of resources) {
        const waited = readBy(normal, textsIn(fieldsOf(one).depends_on));
        expect(guards.filter((guard) => !waited.has(guard))).toEqual([]);
      }
    });
  });

  test("for_each: asked in addition whether the run is about the cluster of the file", async () => {
    const [, , shape = OUTPUTS_SHAPE] = ROOT_SHAPES;
    const { normal } = await filesOf(shape, "entries");
    expect(JSON.stringify(normal.data)).toMatch(PLANNED);
    expect(fieldsOf(normal.locals).eks_access_demo_planned_cluster).toContain('["demo"]');
  });

  test.each(SHAPES)("$name: a misspelt argument under the override is refused", async (shape) => {
    const changed: RootShape = {
      ...shape,
      name: `${shape.name}, misspelt`,
      files: (root) =>
        Object.fromEntries(
          Object.entries(shape.files(root)).map(([name, text]) => [
            name,
            text.replace(/^( +)authentication_mode( +=)/m, "$1authentication_mdoe$2"),
          ]),
        ),
    };
    // A resource's arguments are Terraform's to check: its block keeps its schema under an override.
    const refused = filesOf(changed, "entries");
    await (shape === BARE_SHAPE
      ? expect(refused).resolves.toBeDefined()
      : expect(refused).rejects.toThrow("authentication_mdoe"));
  });
});
