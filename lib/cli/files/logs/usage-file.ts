import { type LastUse, parseLastUse } from "../../../usage/last-use";
import type { CliContext } from "../../context";
import { Failure } from "../../failure";
import { inputName, readInput } from "../input";
import { textOf } from "../source-files";

/** What `usage --output` wrote. Throws a {@link Failure} where a file is something else. */
export async function readLastUse(context: CliContext, path: string): Promise<LastUse> {
  const name = inputName(path);
  const use = parseLastUse(textOf(name, await readInput(context, path)));
  if (!("problem" in use)) return use;
  throw new Failure(`${name}: ${use.problem}`, {
    help: "eks-access usage FILE --log LOGS --output usage.json writes it",
  });
}
