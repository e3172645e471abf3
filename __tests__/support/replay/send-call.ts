import { request } from "node:https";
import type { KubeCall, TakenName } from "./request-kinds";

/** Who calls, and the ID of the call in the audit log. */
export interface SentAs {
  readonly token: string;
  readonly auditId: string;
}

/** An API server, and its authority. */
interface Server {
  readonly url: string;
  readonly certificateAuthority: string;
}

/** Makes one call, whatever it answers. */
export async function sendCall(
  { url, certificateAuthority: ca }: Server,
  { method, path, as, body: object = {}, isApply = false }: KubeCall,
  { token, auditId }: SentAs,
): Promise<void> {
  // With a body the options of a deletion are the body's, and no longer those of the query.
  const body = method === "GET" || method === "DELETE" ? "" : JSON.stringify(object);
  const patch = isApply ? "application/apply-patch+yaml" : "application/merge-patch+json";
  const headers = {
    authorization: `Bearer ${token}`,
    "audit-id": auditId,
    "content-length": body.length,
    "content-type": method === "PATCH" ? patch : "application/json",
    ...(as && namesOf(as)),
  };
  await new Promise<void>((resolve, reject) => {
    const call = request(url + path, { method, ca, headers }, (response) => {
      response.resume();
      response.once("end", () => resolve()).once("error", reject);
    });
    call.once("error", reject);
    call.end(body);
  });
}

function namesOf({ user, groups, uid, scopes }: TakenName): Readonly<Record<string, string | string[]>> {
  return {
    "impersonate-user": user,
    ...(groups.length > 0 && { "impersonate-group": [...groups] }),
    ...(uid !== undefined && { "impersonate-uid": uid }),
    ...(scopes !== undefined && { "impersonate-extra-scopes": [...scopes] }),
  };
}
