import type { Path } from '../model/node.ts';
import { input } from '../model/pointer.ts';
import type { HandlerInput } from './probe-schema.ts';
import type { Report } from '../model/report.ts';

type Kind = 'Exec' | 'Http' | 'Tcp' | 'Grpc';

/** An action whose kind is known; `at` is where its command or URL stands. */
export type Handler =
  | { readonly kind: 'Exec'; readonly command: readonly string[]; readonly at: Path }
  | {
      readonly kind: 'Http';
      readonly url: string;
      readonly headers: HandlerInput['headers'];
      readonly at: Path;
      readonly headersAt: Path;
    }
  | { readonly kind: 'Tcp'; readonly url: string; readonly at: Path }
  | {
      readonly kind: 'Grpc';
      readonly port: number | string;
      readonly service: string | undefined;
      readonly at: Path;
    };

type Form = 'command' | 'exec' | 'url' | 'http' | 'tcp' | 'grpc';

const FORMS: readonly Form[] = ['command', 'exec', 'url', 'http', 'tcp', 'grpc'];

/**
 * Finds out which kind of action is meant: by the last word of `_type` (`service.container.probe.Http`),
 * else by its field, else by the scheme of its URL. Undefined, with a problem, when that is not clear.
 */
export function readHandler(value: HandlerInput, at: Path, report: Report): Handler | undefined {
  const [form, second] = FORMS.filter((name) => value[name] !== undefined);
  if (!form) {
    const detail = 'Say what to do: command for a command, url for an HTTP or TCP connection.';
    report({ code: 'FIELD_MISSING', detail, at: input(...at) });
    return undefined;
  }
  if (second) {
    const related = [{ message: `${form} is given here`, at: input(...at, form) }];
    const detail = `An action has one of ${form} and ${second}. Remove one of them.`;
    report({ code: 'FIELD_CONFLICT', detail, at: input(...at, second), related });
    return undefined;
  }
  const kind = kindOf(form, value);
  if (!declaredFits(value._type, { kind, form, at }, report)) return undefined;
  if (value.headers && kind !== 'Http') {
    const detail = 'Only an HTTP action sends headers. Remove them.';
    report({ code: 'FIELD_CONFLICT', detail, at: input(...at, 'headers') });
  }
  return handlerOf(kind, form, { value, at });
}

function kindOf(form: Form, value: HandlerInput): Kind {
  switch (form) {
    case 'command':
    case 'exec':
      return 'Exec';
    case 'http':
      return 'Http';
    case 'tcp':
      return 'Tcp';
    case 'grpc':
      return 'Grpc';
    case 'url': {
      const declared = declaredKind(value._type);
      return declared === 'Http' || declared === 'Tcp' ? declared : kindOfUrl(value.url ?? '');
    }
  }
}

function kindOfUrl(url: string): Kind {
  if (/^tcp:\/\//i.test(url)) return 'Tcp';
  return !url.includes('://') && /:\d+$/.test(url) && !url.includes('/') ? 'Tcp' : 'Http';
}

/** The last word of a KCL schema name, in its full or short form. */
function declaredKind(type: string | undefined): string | undefined {
  return type?.slice(type.lastIndexOf('.') + 1);
}

function declaredFits(
  type: string | undefined,
  { kind, form, at }: { kind: Kind; form: Form; at: Path },
  report: Report,
): boolean {
  const declared = declaredKind(type);
  if (declared === undefined || declared === kind) return true;
  if (declared === 'Exec' || declared === 'Http' || declared === 'Tcp') {
    const related = [{ message: `the type ${declared} is given here`, at: input(...at, '_type') }];
    const detail = `${form} does not belong to the type ${declared}.`;
    report({ code: 'FIELD_CONFLICT', detail, at: input(...at, form), related });
  } else {
    const detail = `"${type ?? ''}" is not an action. Its last word has to be Exec, Http or Tcp.`;
    report({ code: 'FIELD_INVALID', detail, at: input(...at, '_type') });
  }
  return false;
}

function handlerOf(kind: Kind, form: Form, { value, at }: { value: HandlerInput; at: Path }): Handler {
  const place = [...at, form];
  if (kind === 'Exec') return { kind, command: value.command ?? value.exec ?? [], at: place };
  if (kind === 'Grpc') return { kind, port: value.grpc?.port ?? 0, service: value.grpc?.service, at: place };
  const url = value.url ?? value.http ?? value.tcp ?? '';
  if (kind === 'Tcp') return { kind, url, at: place };
  return { kind, url, headers: value.headers, at: place, headersAt: [...at, 'headers'] };
}
