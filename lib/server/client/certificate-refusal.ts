/** Codes of Node for a certificate of nobody whom it trusts. */
const UNKNOWN = [
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
];
/** Codes for one that is wrong, whoever issued it. */
const WRONG = [
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "CERT_REVOKED",
  "CERT_SIGNATURE_FAILURE",
  "CERT_UNTRUSTED",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "INVALID_CA",
  "INVALID_PURPOSE",
];

/**
 * Why a host's certificate is refused, undefined where an error is another one. Nothing was sent to the host, and another try
 * does not help.
 */
export function certificateRefusal(host: string, error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  const code = String(error.code);
  if (UNKNOWN.includes(code))
    return `the certificate of ${host} is not trusted: ${error.message}: start the server with NODE_EXTRA_CA_CERTS, which names a PEM file of the authority`;
  return WRONG.includes(code) ? `the certificate of ${host} is refused: ${error.message}` : undefined;
}
