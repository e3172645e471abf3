import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { reasonOf } from "../../finding/reason-of";
import type { TaskJournal } from "../../server/task-journal";
import { Failure } from "../failure";
import { writeFileWhole } from "../files/write-file";

/** A task, as its file has it: no token, no URL. */
interface JournalEntry {
  readonly task: string;
  readonly run: string;
  readonly workspace: string;
  readonly organization: string;
  /** `2026-11-22T10:00:00.000Z` */
  readonly accepted: string;
  /** @default it did not end */
  readonly ending?: string;
}

/** A journal of a folder, and what an earlier process left there. */
export interface OpenJournal {
  readonly journal: TaskJournal;
  /** IDs of tasks that ended: they are not worked on again. */
  readonly ended: readonly string[];
  /** Tasks that were accepted and did not end. HCP Terraform ends them by itself; they are told once. */
  readonly interrupted: readonly JournalEntry[];
}

/** HCP Terraform ends a task after an hour, and its token with it. */
const KEPT = 24 * 60 * 60 * 1000;
const EXTENSION = ".task.json";
const INTERRUPTED = "interrupted";

/** Opens a folder with a file for each task, makes it where it is not there, and forgets what is older than a day. */
export async function openJournal(folder: string): Promise<OpenJournal> {
  const entries = await entriesIn(folder);
  const interrupted = entries.filter(({ ending }) => ending === undefined);
  for (const entry of interrupted) await write(folder, { ...entry, ending: INTERRUPTED });
  const old = entries.filter(({ accepted }) => !(Date.now() - Date.parse(accepted) < KEPT));
  for (const { task } of old) await rm(fileOf(folder, task), { force: true });
  const ended = entries.filter(({ ending }) => ending !== undefined && ending !== INTERRUPTED);
  return { journal: journalOf(folder), interrupted, ended: ended.map(({ task }) => task) };
}

function journalOf(folder: string): TaskJournal {
  const open = new Map<string, JournalEntry>();
  return {
    accepted: async ({ id: task, runId: run, workspace, organization }) => {
      const entry = { task, run, workspace, organization, accepted: new Date().toISOString() };
      await write(folder, entry);
      open.set(task, entry);
    },
    ended: async (id, ending) => {
      const entry = open.get(id);
      if (entry !== undefined) await write(folder, { ...entry, ending });
      open.delete(id);
    },
  };
}

async function write(folder: string, entry: JournalEntry): Promise<void> {
  await writeFileWhole(fileOf(folder, entry.task), `${JSON.stringify(entry)}\n`);
}

function fileOf(folder: string, task: string): string {
  return join(folder, `${task}${EXTENSION}`);
}

/** What cannot be read is no entry: a journal that is torn hinders no server. */
async function entriesIn(folder: string): Promise<JournalEntry[]> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const names = (await readdir(folder)).filter((name) => name.endsWith(EXTENSION) && !name.startsWith("."));
    const texts = await Promise.all(names.sort().map(async (name) => readFile(join(folder, name), "utf8")));
    return texts.flatMap((text, i) => entryOf(text, names[i] ?? "") ?? []);
  } catch (error) {
    throw new Failure(`--journal: ${folder}: cannot be used: ${reasonOf(error)}`);
  }
}

function entryOf(text: string, name: string): JournalEntry | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return undefined;
    const field = (key: string): string => {
      const found: unknown = Reflect.get(value, key);
      return typeof found === "string" ? found : "";
    };
    const ending = field("ending");
    const entry = {
      task: name.slice(0, -EXTENSION.length),
      run: field("run"),
      workspace: field("workspace"),
      organization: field("organization"),
      accepted: field("accepted"),
    };
    return ending === "" ? entry : { ...entry, ending };
  } catch {
    return undefined;
  }
}
