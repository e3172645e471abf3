import { type ChildProcess, spawn } from "node:child_process";

/** `eks-access serve` as a process. */
export interface ServeProcess {
  readonly process: ChildProcess;
  readonly url: string;
  /** Standard output and error so far. */
  readonly output: () => string;
  /** Sends a signal, and resolves with the exit code. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
}

/** Starts it on a free port of loopback. Rejects where it does not listen. */
export async function serveProcess(
  entry: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<ServeProcess> {
  const child = spawn(process.execPath, [entry, "serve", "--listen", "127.0.0.1:0", ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? "", ...env },
  });
  let output = "";
  const ended = new Promise<number | null>((done) => child.on("close", done));
  const port = await new Promise<string>((done, failed) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /"event":"listening".*"port":(\d+)/.exec(output)?.[1];
      if (found !== undefined) done(found);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    void ended.then((code) => {
      failed(new Error(`ended with ${code}: ${output}`));
    });
  });
  return {
    process: child,
    url: `http://127.0.0.1:${port}/`,
    output: () => output,
    end: async (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
