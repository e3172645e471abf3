import type { Unanswered } from "../app/unanswered";
import { Failure } from "./failure";

/** The answer of a use case. Throws a {@link Failure} where there is none, which begins with `place`: `--diff`. */
export function answered<Answer extends object>(answer: Answer | Unanswered, place = ""): Answer {
  if (!isUnanswered(answer)) return answer;
  const { problem, help, fault } = answer;
  throw new Failure(place === "" ? problem : `${place}: ${problem}`, {
    exitCode: fault === "question" ? 2 : 1,
    ...(help === undefined ? {} : { help }),
  });
}

function isUnanswered(answer: object): answer is Unanswered {
  return "problem" in answer && "fault" in answer;
}
