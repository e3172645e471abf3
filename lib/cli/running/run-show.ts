import { mergedSource } from "../../inventory/inventory";
import { printable } from "../../report/text/printable";
import type { CliContext } from "../context";
import type { ExitCode } from "../exit-code";
import { Failure } from "../failure";
import { readOneFile } from "../files/cluster-files";

/** Prints a cluster file as it is read: with what its folders say for all their clusters, and where they say it. */
export async function runShow(context: CliContext, file: string): Promise<ExitCode> {
  const { sources } = await readOneFile(context, file);
  const texts = sources.map(mergedSource).filter((text) => text !== undefined);
  if (texts.length === 0)
    throw new Failure(`${file}: is no cluster file`, { exitCode: 1, help: "eks-access check says why" });
  for (const text of texts) context.stdout.write(text.split("\n").map(printable).join("\n"));
  return 0;
}
