import { signatureRefusal } from "../../lib/server/signature";
import { signed512 } from "../support/hcp/served";

const BODY = Buffer.from('{"payload_version":1,"access_token":"test-token","stage":"test"}');
const KEY = "secret123";
const SIGNATURE =
  "68b3dc90f10581614862eabcfa34e97feb933aca14a2a553333fbea9d6d317337e119ff25c3a7be68a7c36e6d4dfbd3bb3a1ba07ec29daf25c432b60866f8d16";

describe("signatureRefusal", () => {
  test("takes what two other programs sign", () => {
    expect(signatureRefusal(KEY, SIGNATURE, BODY)).toBeUndefined();
    expect(signed512(KEY, BODY.toString())).toBe(SIGNATURE);
  });

  test.each([
    ["no signature", KEY, undefined, 401],
    ["an empty one", KEY, "", 401],
    ["one of another key", "secret124", SIGNATURE, 401],
    ["a shorter one", KEY, SIGNATURE.slice(0, -2), 401],
    ["a longer one", KEY, `${SIGNATURE}00`, 401],
    ["one with a letter that is no digit", KEY, `${SIGNATURE.slice(0, -1)}g`, 401],
    ["two of them", KEY, `${SIGNATURE}, ${SIGNATURE}`, 401],
    ["one where no key is configured", undefined, SIGNATURE, 400],
  ])("refuses %s", (...[, key, signature, status]) => {
    expect(signatureRefusal(key, signature, BODY)?.status).toBe(status);
  });

  test("refuses a body with one byte more, for it is the bytes that are signed", () => {
    expect(signatureRefusal(KEY, SIGNATURE, Buffer.concat([BODY, Buffer.from(" ")]))?.status).toBe(401);
    expect(signatureRefusal(KEY, SIGNATURE, BODY.subarray(1))?.status).toBe(401);
  });

  test("takes an unsigned request where no key is configured", () => {
    expect(signatureRefusal(undefined, "", BODY)).toBeUndefined();
    expect(signatureRefusal(undefined, undefined, BODY)).toBeUndefined();
  });
});
