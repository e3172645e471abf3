import { evaluator } from "../hcl/hcl-evaluation";
import { type Fields, fieldsOf } from "../terraform/provider-schema";
import { blocksOf } from "./compiled-guards";

/** What data sources answer, by address; `self` is the one whose condition is judged. */
export type Answers = Readonly<Record<string, unknown>>;

/** What an expression of compiled guards gives where data sources answer this. */
export function valueWith(json: Fields, expression: unknown, answers: Answers): unknown {
  const names = Object.keys(answers).sort((a, b) => b.length - a.length);
  const answered = (text: string): string =>
    names.reduce(
      (all, name, i) =>
        all.replace(new RegExp(`(?<![\\w.])${name.replaceAll(".", "\\.")}(?![\\w])`, "g"), `local.answer_${i}`),
      text,
    );
  const locals: Record<string, unknown> = Object.fromEntries(names.map((name, i) => [`answer_${i}`, answers[name]]));
  for (const [name, body] of Object.entries(fieldsOf(json.locals))) {
    locals[name] = typeof body === "string" ? answered(body) : body;
  }
  return evaluator(locals)(answered(String(expression)));
}

/** The sentences that a data source's conditions print where data sources answer this. */
export function sentencesOf(json: Fields, address: string, answers: Answers): readonly unknown[] {
  const { postcondition } = fieldsOf(fieldsOf(fieldsOf(blocksOf(json)[address]).lifecycle));
  const conditions: readonly unknown[] = Array.isArray(postcondition) ? postcondition : [];
  return conditions
    .map(fieldsOf)
    .filter(({ condition }) => valueWith(json, condition, answers) !== true)
    .map(({ error_message: sentence }) => valueWith(json, sentence, answers));
}
