/** The streams of a process, and how it ends. */
export interface OutputProcess {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream & { readonly write: (text: string) => unknown };
  readonly exit: (code?: number) => unknown;
}

interface OutputStream {
  readonly on: (event: "error", listener: (error: NodeJS.ErrnoException) => void) => unknown;
}

/**
 * Whoever reads the output may have read enough (`eks-access explain | head`): then the process ends. Where a disk takes no
 * more, it says so in one line and ends with 2, as of any file.
 */
export function guardOutput({ stdout, stderr, exit }: OutputProcess): void {
  stderr.on("error", () => undefined);
  stdout.on("error", ({ code, message }) => {
    if (code === "EPIPE") return void exit();
    stderr.write(`error standard output: cannot be written: ${message.replace(/, \w+$/, "")}\n`);
    exit(2);
  });
}
