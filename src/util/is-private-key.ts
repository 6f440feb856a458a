import { fromBase64 } from './base64.ts';

/** How private keys begin: PEM (RFC 7468 and the older forms of OpenSSL and OpenSSH), and OpenPGP. */
const PRIVATE_KEY = /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----/;

/** Nothing shorter holds the first line of a key. */
const SHORTEST = '-----BEGIN PRIVATE KEY-----'.length;

/** A text that is nothing but base64, in one line or in many. */
const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

/** True for a text with a private key in it, plain or as base64. */
export function isPrivateKey(text: string): boolean {
  return text.length >= SHORTEST && PRIVATE_KEY.test(BASE64.test(text) ? fromBase64(text) : text);
}
