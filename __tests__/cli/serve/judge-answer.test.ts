import { judgeAnswer } from "../../../lib/cli/serve/judge-answer";
import { PASSED } from "../../support/hcp/served";

describe("judgeAnswer", () => {
  test.each([[PASSED], [{ ...PASSED, status: "failed" }], [{ problem: "a saved plan, expected its JSON" }]])(
    "takes %j as it is",
    (answer) => {
      expect(judgeAnswer(answer)).toEqual(answer);
    },
  );

  test.each([[undefined], ["passed"], [{ status: "passed" }], [{ ...PASSED, status: "running" }], [{ problem: 1 }]])(
    "%j passes nothing",
    (message) => {
      expect(judgeAnswer(message)).toEqual({ problem: "the process that judged the plan gave no answer" });
    },
  );
});
