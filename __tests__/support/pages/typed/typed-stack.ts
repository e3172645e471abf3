import { jsonOf } from "../../definitions/sample-stacks";
import { judged } from "../../terraform/before";
import type { TypedRepository } from "./typed-repository";

/** The day on which the pages' cluster files are judged: their acceptances are in force. */
const DAY = "2026-11-27";

/** Terraform JSON of a cluster file as it stands in a page's repository. */
export function stackIn(repository: TypedRepository, file: string): string {
  return jsonOf(judged({ file, text: repository.read(file) }, DAY).definition);
}
