import { from, type Draft } from '../model/draft.ts';
import { input, platform, type Pointer } from '../model/pointer.ts';
import type { Path } from '../model/node.ts';
import type { AmountInput } from './container-schema.ts';
import { parseQuantity, type Quantity } from '../util/quantity.ts';
import type { Report } from '../model/report.ts';

type Amounts = Readonly<Record<string, AmountInput>>;

/** What a container asks for, where that stands, and what the platform gives to those that do not ask. */
export interface ResourceRequest {
  readonly own: Amounts | undefined;
  readonly ownPath: Path;
  readonly defaults: Amounts | undefined;
}

interface Range {
  readonly request?: Quantity | undefined;
  readonly limit?: Quantity | undefined;
}

/**
 * `resources` of a container: `500m` is a limit, `250m-500m` a request and a limit (Kusion
 * catalog@455e3c90 `populateResourceLists`). A platform default counts per resource name.
 */
export function resourcesDraft({ own, ownPath, defaults }: ResourceRequest, report: Report): Draft {
  const requests: Record<string, Draft> = {};
  const limits: Record<string, Draft> = {};
  const add = (name: string, amount: AmountInput, at: Pointer) => {
    const range =
      typeof amount === 'object' ? boundsRange(amount, at, report) : checkedRange(String(amount), at, report);
    if (range?.request) requests[name] = from(at, range.request.text);
    if (range?.limit) limits[name] = from(at, range.limit.text);
  };
  for (const [name, amount] of Object.entries(own ?? {})) add(name, amount, input(...ownPath, name));
  for (const [name, amount] of Object.entries(defaults ?? {})) {
    if (!Object.hasOwn(own ?? {}, name)) add(name, amount, platform('resources', name));
  }
  const parts = Object.entries({ limits, requests }).filter(([, part]) => Object.keys(part).length > 0);
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}

function checkedRange(text: string, at: Pointer, report: Report): Range | undefined {
  const range = parseRange(text);
  if (!range) {
    const detail = `"${text}" is not an amount. Write a Kubernetes quantity such as 500m, 0.5 or 512Mi, or a request and a limit such as 250m-500m.`;
    report({ code: 'FIELD_INVALID', detail, at });
    return undefined;
  }
  checkRange(range, at, report);
  return range;
}

/** `request` and `limit` by name; either may be missing. */
function boundsRange(
  bounds: Exclude<AmountInput, string | number>,
  at: Pointer,
  report: Report,
): Range | undefined {
  const [request, limit] = (['request', 'limit'] as const).map((field) => {
    const text = bounds[field];
    const quantity = text === undefined ? undefined : parseQuantity(String(text));
    if (text !== undefined && !quantity) {
      const detail = `"${String(text)}" is not an amount. Write a Kubernetes quantity such as 500m, 0.5 or 512Mi.`;
      report({ code: 'FIELD_INVALID', detail, at: { ...at, path: [...at.path, field] } });
    }
    return quantity;
  });
  checkRange({ request, limit }, at, report);
  return { request, limit };
}

function checkRange({ request, limit }: Range, at: Pointer, report: Report): void {
  const negative = [request, limit].find((amount) => amount && amount.nanos < 0n);
  if (negative) {
    const detail = `"${negative.text}" is negative. Kubernetes takes only amounts from 0 up.`;
    report({ code: 'FIELD_INVALID', detail, at });
  } else if (request && limit && request.nanos > limit.nanos) {
    const detail = `The request ${request.text} is larger than the limit ${limit.text}. Write the smaller amount first.`;
    report({ code: 'FIELD_INVALID', detail, at });
  }
}

/** A `-` may also belong to an exponent (`100e-3`), so the one that leaves two quantities divides. */
function parseRange(text: string): Range | undefined {
  const whole = parseQuantity(text);
  if (whole) return { limit: whole };
  for (let dash = text.indexOf('-'); dash >= 0; dash = text.indexOf('-', dash + 1)) {
    const request = parseQuantity(text.slice(0, dash));
    const limit = parseQuantity(text.slice(dash + 1));
    if (request && limit) return { request, limit };
  }
  return undefined;
}
