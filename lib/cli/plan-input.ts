import { spawn } from "node:child_process";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { parsePlan, readPlan, type ReadPlan } from "../plan/reading/read-plan";
import type { TerraformPlan } from "../plan/reading/terraform-plan";
import type { CliContext } from "./context";
import { Failure } from "./failure";
import { inputName, reasonOf } from "./input";

/** A plan to read, and how it is called in the review. */
interface PlanInput {
  readonly path: string;
  readonly name: string;
}

/** Every plan that was named; of a folder those in it, by name: `*.json`, `*.tfplan`, `*.plan`. */
export async function planInputs(context: CliContext, paths: readonly string[]): Promise<PlanInput[]> {
  const inputs: PlanInput[] = [];
  for (const path of paths) inputs.push(...(await inputsAt(context, path)));
  return inputs.filter(({ path }, i) => inputs.findIndex((other) => other.path === path) === i);
}

/** Reads one plan; a saved one is shown by Terraform first. Throws a {@link Failure} that says what to type instead. */
export async function readPlanInput(context: CliContext, path: string): Promise<TerraformPlan> {
  const read = readPlan(await bytesOf(context, path));
  if (read.kind !== "binary") return planOf(read, path);
  if (path === "-") {
    const help = "show it first: `terraform show -json PLAN | eks-access review -`";
    throw new Failure(`${inputName(path)}: a saved plan, expected the output of \`terraform show -json\``, { help });
  }
  return planOf(parsePlan(await shownByTerraform(context, path)), path);
}

async function inputsAt({ cwd }: CliContext, path: string): Promise<PlanInput[]> {
  if (path === "-") return [{ path, name: inputName(path) }];
  try {
    if (!(await stat(resolve(cwd, path))).isDirectory()) return [{ path, name: path }];
    const names = (await readdir(resolve(cwd, path)))
      .filter((name) => /^[^.].*\.(json|tfplan|plan)$/.test(name))
      .sort();
    if (names.length > 0) return names.map((name) => ({ path: join(path, name), name: join(path, name) }));
  } catch (error) {
    throw new Failure(`${path}: cannot be read: ${reasonOf(error)}`);
  }
  throw new Failure(`${path}: no plan in this folder, expected *.json, *.tfplan or *.plan`);
}

async function bytesOf({ cwd, stdin }: CliContext, path: string): Promise<Uint8Array> {
  try {
    if (path !== "-") return await readFile(resolve(cwd, path));
    const chunks: Uint8Array[] = [];
    for await (const chunk of stdin) chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
    return Buffer.concat(chunks);
  } catch (error) {
    throw new Failure(`${inputName(path)}: cannot be read: ${reasonOf(error)}`);
  }
}

function planOf(read: ReadPlan, path: string): TerraformPlan {
  switch (read.kind) {
    case "plan":
      return read.plan;
    case "unreadable":
      throw new Failure(`${inputName(path)}: ${read.problem}`, { help: read.help });
    case "binary":
      throw new Failure(`${inputName(path)}: Terraform showed no JSON`);
  }
}

/** A saved plan can only be shown where it was made: in the folder with its providers. */
async function shownByTerraform({ cwd, env }: CliContext, path: string): Promise<string> {
  const file = resolve(cwd, path);
  const help = `type: terraform -chdir=${dirname(path)} show -json ${basename(path)} > plan.json`;
  const child = spawn(env.TERRAFORM ?? "terraform", ["show", "-json", file], {
    cwd: dirname(file),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  const code = await new Promise<number | string>((done) => {
    child.on("error", (error) => done(reasonOf(error)));
    child.on("close", (status) => done(status ?? 1));
  });
  if (code === 0) return Buffer.concat(out).toString("utf8");
  const why = typeof code === "string" ? code : (Buffer.concat(err).toString("utf8").trim().split("\n")[0] ?? "");
  throw new Failure(`${path}: a saved plan, which \`terraform show\` does not show here: ${why}`, { help });
}
