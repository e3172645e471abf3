import { execFile } from "node:child_process";
import { basename, dirname } from "node:path";

/** A file as a commit has it. */
export interface FileVersion {
  /** When the branch got it, in milliseconds since 1970. */
  readonly since: number;
  /** Absent where the commit deletes the file. */
  readonly bytes?: Uint8Array;
}

/** A file that changed more often is not a cluster file. */
const MOST_VERSIONS = 200;
const MOST_BYTES = 16 * 1024 * 1024;
const PATIENCE = 30_000;

/**
 * The versions of a file in the git repository around it, oldest first: those between two times (milliseconds since 1970), and
 * the last one before. Merges count as one commit. None where the file is in no repository, is not tracked, or there is no git.
 * @see https://git-scm.com/docs/git-log
 */
export async function fileVersions(
  path: string,
  {
    from,
    to,
    env,
  }: { readonly from: number; readonly to: number; readonly env: Readonly<Record<string, string | undefined>> },
): Promise<FileVersion[]> {
  const folder = dirname(path);
  const git = async (...args: string[]): Promise<Uint8Array | undefined> =>
    new Promise((done) => {
      const options = {
        cwd: folder,
        env: { ...env, GIT_OPTIONAL_LOCKS: "0", GIT_LITERAL_PATHSPECS: "1" },
        encoding: "buffer",
        maxBuffer: MOST_BYTES,
        timeout: PATIENCE,
      } as const;
      execFile("git", args, options, (error, stdout) => {
        done(error === null ? stdout : undefined);
      });
    });
  const name = basename(path);
  const log = await git("log", "--first-parent", `--max-count=${MOST_VERSIONS}`, "--format=%H %ct", "--", name);
  if (log === undefined) return [];
  const found: FileVersion[] = [];
  for (const line of new TextDecoder().decode(log).split("\n")) {
    const [commit = "", seconds] = line.split(" ");
    if (seconds === undefined) continue;
    const since = Number(seconds) * 1000;
    if (since > to) continue;
    const bytes = await git("cat-file", "blob", `${commit}:./${name}`);
    found.unshift({ since, ...(bytes === undefined ? {} : { bytes }) });
    if (since <= from) break;
  }
  return found;
}
