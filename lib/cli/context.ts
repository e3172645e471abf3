/** Where a command prints: a stream, or what a test reads. */
interface Output {
  /** @default false: no colour */
  readonly isTTY?: boolean;
  /**
   * Width of the terminal.
   * @default 100
   */
  readonly columns?: number;
  readonly write: (text: string) => unknown;
}

/** What a command sees of the world. It returns its exit code and touches nothing else of the process. */
export interface CliContext {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  /** Results alone: what a pipe should get. */
  readonly stdout: Output;
  /** Findings beside a result, errors, hints. */
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute; relative paths of arguments start here. */
  readonly cwd: string;
  /** `2026-11-22`: decides which acceptances have expired. */
  readonly today: string;
}

/** The world of this process; its streams are opened when they are used, for that takes longer than all the rest. */
export function processContext(): CliContext {
  return {
    get stdin() {
      return process.stdin;
    },
    stdout: lazily(() => process.stdout),
    stderr: lazily(() => process.stderr),
    env: process.env,
    cwd: process.cwd(),
    today: today(),
  };
}

function lazily(stream: () => NodeJS.WriteStream): Output {
  return {
    get isTTY() {
      return stream().isTTY;
    },
    get columns() {
      return stream().columns;
    },
    write: (text) => stream().write(text),
  };
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
