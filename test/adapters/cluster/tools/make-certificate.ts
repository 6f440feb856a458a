import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';

/** A certificate and its key, for tests alone. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  readonly name: string;
}

interface Wish {
  readonly name: string;
  /** Absent for one that signs itself and may sign others. */
  readonly issuer?: Certificate;
  /** Names and IPv4 addresses of a server. */
  readonly hosts?: readonly string[];
  /** Days from now to the end; negative for one that has ended. */
  readonly days?: number;
}

const DAY = 86_400_000;
const ECDSA_WITH_SHA256 = sequence(identifier([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));

/** Makes an X.509 certificate with a new key. Node can sign one, so no test needs a program for it. */
export function makeCertificate({ name, issuer, hosts = [], days = 2 }: Wish): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const end = Date.now() + days * DAY;
  const content = sequence(
    explicit(0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    distinguished(issuer?.name ?? name),
    sequence(time(Math.min(Date.now(), end) - DAY), time(end)),
    distinguished(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...extensions(issuer === undefined, hosts))),
  );
  const signature = sign('sha256', content, issuer === undefined ? key : issuer.key);
  const whole = sequence(content, ECDSA_WITH_SHA256, bits(signature));
  return { cert: pem(whole), key: String(key), name };
}

function extensions(isAuthority: boolean, hosts: readonly string[]): readonly Buffer[] {
  const basic = extension(
    [0x55, 0x1d, 0x13],
    sequence(...(isAuthority ? [der(0x01, Buffer.from([0xff]))] : [])),
  );
  if (hosts.length === 0) return [basic];
  const names = hosts.map((host) =>
    isIPv4(host) ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host)),
  );
  return [basic, extension([0x55, 0x1d, 0x11], sequence(...names))];
}

function extension(id: readonly number[], value: Buffer): Buffer {
  return sequence(identifier(id), der(0x04, value));
}

function distinguished(name: string): Buffer {
  return sequence(der(0x31, sequence(identifier([0x55, 0x04, 0x03]), der(0x0c, Buffer.from(name)))));
}

function time(at: number): Buffer {
  return der(0x18, Buffer.from(new Date(at).toISOString().replaceAll(/[-T:]|\.\d+/g, '')));
}

function identifier(bytes: readonly number[]): Buffer {
  return der(0x06, Buffer.from(bytes));
}

function bits(value: Buffer): Buffer {
  return der(0x03, Buffer.concat([Buffer.from([0]), value]));
}

function explicit(tag: number, value: Buffer): Buffer {
  return der(0xa0 + tag, value);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function der(tag: number, value: Buffer): Buffer {
  const { length } = value;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), value]);
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
