import { z } from 'zod';

/** A DNS label (RFC 1123): what Kubernetes takes as a name that also serves as a label value. */
export const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Longest DNS label, in characters. */
export const MAX_LABEL = 63;

/** A name that becomes part of object names and labels. */
export const dnsLabel = z.string().regex(DNS_LABEL).max(MAX_LABEL);
