/** Names that kube-linter (env-var-secret) and Polaris (sensitiveContainerEnvVar) take for those of secrets. */
const SECRET = /passw(?:or)?d|token|bearer|secret|credential|api_?key|private_?key/i;

/** Endings of names that say where a secret is or how it is used, not what it is. */
const ABOUT =
  /[-_.](?:file|path|dir|url|uri|endpoint|host|name|id|ref|key_name|ttl|expiry|expiration|expires|timeout|lifetime|length|issuer|audience|header|type|algorithm|enabled|required|policy)$/i;

/** Values that switch something on or off, lead to a file or place, or stand for another variable. */
const HARMLESS = /^(?:|true|false|yes|no|on|off|enabled|disabled|\/.*|[a-z]+:\/\/[^@]*)$|\$\([^)]+\)/is;

/** True if a name says that its literal value is a secret. */
export function looksSecret(name: string, value: string): boolean {
  return SECRET.test(name) && !ABOUT.test(name) && !HARMLESS.test(value);
}
