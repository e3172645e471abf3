import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

/** Runs a program on a pseudo-terminal of so many columns; its standard output into a file where one is named. */
const PROGRAM = `
import fcntl, os, pty, struct, sys, termios
columns, output, *argv = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(2, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(columns), 0, 0))
    if output != "-":
        os.dup2(os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 1)
    os.execv(argv[0], argv)
while True:
    try:
        piece = os.read(terminal, 65536)
    except OSError:
        break
    if not piece:
        break
    os.write(1, piece)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

/** How a program is run on a terminal. */
export interface OnTerminal {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** @default 80 */
  readonly columns?: number;
  /**
   * File for its standard output.
   * @default the terminal
   */
  readonly output?: string;
}

/** What a terminal got, byte for byte. */
export interface Shown {
  readonly exitCode: number | null;
  readonly screen: string;
}

/** Runs a program on a terminal of its own, by python3. */
export async function onTerminal({ argv, cwd, env, columns = 80, output = "-" }: OnTerminal): Promise<Shown> {
  const child = spawn("python3", ["-c", PROGRAM, String(columns), output, ...argv], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  const screen = await text(child.stdout);
  return { exitCode: await ended, screen };
}

const ESCAPE = "\u001B";
/** An escape sequence, or one character. */
const PIECE = new RegExp(`${ESCAPE}\\[[0-9;]*[A-Za-z]|[^]`, "g");

/** The rows that are left on a screen: `\\r`, line ends, erasing to the end of the row, colours, and rows that are full. */
export function screenOf(bytes: string, columns = 80): string[] {
  const rows: string[][] = [[]];
  let [row, column] = [0, 0];
  for (const [piece] of bytes.matchAll(PIECE)) {
    if (piece === "\r") column = 0;
    else if (piece === "\n") row += 1;
    else if (piece === "\u001B[K") rows[row]?.splice(column);
    else if (!piece.startsWith("\u001B")) {
      if (column === columns) [row, column] = [row + 1, 0];
      const cells = (rows[row] ??= []);
      cells[column] = piece;
      column += 1;
    }
    rows[row] ??= [];
  }
  return rows.map((cells) => cells.join("").trimEnd()).filter((line) => line !== "");
}
