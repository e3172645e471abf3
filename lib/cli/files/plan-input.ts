import { constants } from "node:buffer";
import { spawn } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { reasonOf } from "../../finding/reason-of";
import type { CliContext } from "../context";
import { Failure } from "../failure";
import { inputName, readAtMost, readInput, inputTooLarge } from "./input";

/** Node holds no longer text. */
const LARGEST_PLAN = constants.MAX_STRING_LENGTH;
/** Of what Terraform says where it fails, the first line is told. */
const MOST_WORDS = 1024 * 1024;

/** A plan to read, and how it is called in the review. */
export interface PlanInput {
  readonly path: string;
  readonly name: string;
}

/** Every plan that was named; of a folder those in it, by name: `*.json`, `*.tfplan`, `*.plan`. */
export async function planInputs(context: CliContext, paths: readonly string[]): Promise<PlanInput[]> {
  const inputs: PlanInput[] = [];
  for (const path of paths) inputs.push(...(await inputsAt(context, path)));
  return inputs.filter(({ path }, i) => inputs.findIndex((other) => other.path === path) === i);
}

/** The bytes of what should be a plan. */
export async function readPlanInput(context: CliContext, path: string): Promise<Uint8Array> {
  return readInput(context, path, LARGEST_PLAN);
}

async function inputsAt({ cwd }: CliContext, path: string): Promise<PlanInput[]> {
  if (path === "-") return [{ path, name: inputName(path) }];
  const inputs = await plansIn(cwd, path).catch((error: unknown) => {
    throw new Failure(`${path}: cannot be read: ${reasonOf(error)}`);
  });
  if (inputs.length === 0) throw new Failure(`${path}: no plan in this folder, expected *.json, *.tfplan or *.plan`);
  const special = inputs.find(({ isRegular }) => !isRegular);
  if (special === undefined) return inputs.map(({ path: one }) => ({ path: one, name: one }));
  throw new Failure(`${special.path}: not a regular file, expected one`, {
    help: "a pipe is read where it is named itself",
  });
}

/** The plan itself, which may be a pipe, or those of a folder: nobody named these, and a pipe among them would be waited for. */
async function plansIn(cwd: string, path: string): Promise<{ readonly path: string; readonly isRegular: boolean }[]> {
  if (!(await stat(resolve(cwd, path))).isDirectory()) return [{ path, isRegular: true }];
  const names = (await readdir(resolve(cwd, path))).filter((name) => /^[^.].*\.(json|tfplan|plan)$/.test(name));
  return Promise.all(
    names.sort().map(async (name) => ({
      path: join(path, name),
      isRegular: (await stat(resolve(cwd, path, name))).isFile(),
    })),
  );
}

/**
 * What Terraform shows of a saved plan: it can only be shown where it was made, in the folder with its providers. Throws a
 * {@link Failure} that says what to type instead.
 */
export async function shownByTerraform({ cwd, env }: CliContext, path: string): Promise<string> {
  if (path === "-") throw unshown();
  const file = resolve(cwd, path);
  const help = `type: terraform -chdir=${dirname(path)} show -json ${basename(path)} > plan.json`;
  const child = spawn(env.TERRAFORM ?? "terraform", ["show", "-json", file], {
    cwd: dirname(file),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | string>((done) => {
    child.on("error", (error) => done(reasonOf(error)));
    child.on("close", (status) => done(status ?? 1));
  });
  const said = readAtMost(child.stderr, MOST_WORDS);
  const out = await readAtMost(child.stdout, LARGEST_PLAN);
  if (out === undefined) {
    child.kill();
    throw inputTooLarge(path, LARGEST_PLAN);
  }
  const code = await ended;
  if (code === 0) return out.toString();
  const words = await said;
  const why = typeof code === "string" ? code : (words?.toString().trim().split("\n")[0] ?? "");
  throw new Failure(`${path}: a saved plan, which \`terraform show\` does not show here: ${why}`, { help });
}

function unshown(): Failure {
  return new Failure(`${inputName("-")}: a saved plan, expected the output of \`terraform show -json\``, {
    help: "show it first: `terraform show -json PLAN | eks-access review -`",
  });
}
