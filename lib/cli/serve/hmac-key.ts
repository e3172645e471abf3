import type { CliContext } from "../context";
import { Failure } from "../failure";
import { readInput } from "../files/input";
import type { ListenAddress } from "./listen-address";
import type { ServeOptions } from "./serve-options";

/** The variable with the HMAC key of a run task. */
export const KEY_VARIABLE = "EKS_ACCESS_HMAC_KEY";
const LONGEST_KEY = 4096;
const HELP = "write the HMAC key of the run task to a file that this user alone reads, and name it by --hmac-key-file";

/**
 * The HMAC key, of a file or of the environment: arguments stand in the list of processes. Undefined where `--unsigned` does
 * without, which is for this machine alone. Throws a {@link Failure} where there is none.
 */
export async function hmacKey(
  context: CliContext,
  { hmacKeyFile: file, unsigned = false }: Pick<ServeOptions, "hmacKeyFile" | "unsigned">,
  { isLocal }: ListenAddress,
): Promise<string | undefined> {
  const ofEnvironment = context.env[KEY_VARIABLE];
  if (unsigned) {
    if (file !== undefined) throw new Failure("--unsigned: a key is given too, expected one of the two");
    if (isLocal) return undefined;
    throw new Failure("--unsigned: expected a loopback address for --listen", {
      help: "whoever reaches the server could make it judge what they like",
    });
  }
  if (file === undefined && ofEnvironment === undefined)
    throw new Failure("no HMAC key, expected --hmac-key-file or EKS_ACCESS_HMAC_KEY", { help: HELP });
  const text = withoutBreak(file === undefined ? (ofEnvironment ?? "") : await textOfFile(context, file));
  if (text.trim() !== "") return text;
  throw new Failure(`${file ?? KEY_VARIABLE}: empty, expected the HMAC key`, { help: HELP });
}

async function textOfFile(context: CliContext, file: string): Promise<string> {
  return Buffer.from(await readInput(context, file, LONGEST_KEY)).toString("utf8");
}

/** Without the line break at its end, which editors write, and which secrets of Kubernetes keep in a variable. */
function withoutBreak(text: string): string {
  return text.replace(/\r?\n$/, "");
}
