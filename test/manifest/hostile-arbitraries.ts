import fc from 'fast-check';
import { HOSTILE, words } from './hostile.ts';

const PIECES = [
  ...words('0 1 7 9 _ . e E x X o O b B + - : , # ? ! & * | > % @ ` " \' \\ { } [ ] ( ) < = ~ $ / y n a f t'),
  ...[
    ' ',
    '  ',
    '\t',
    '\n',
    '\n\n',
    '\n ',
    '\r',
    ': ',
    ' #',
    '- ',
    '\u0085',
    '\u2028',
    '\ufeff',
    'é',
    '😀',
    'on',
    'null',
    'inf',
  ],
];

/** Texts that hurt: known ones, pieces of them, numbers with a flaw, any well-formed text. */
export const hostileText = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...HOSTILE) },
  {
    weight: 4,
    arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((parts) => parts.join('')),
  },
  { weight: 2, arbitrary: fc.stringMatching(/^[-+]?[0-9._]{1,5}[eExXoObB_.:]{0,2}[-+]?[0-9a-f_]{0,4}$/) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
);

/** A key that a JSON object of ours may have. */
const hostileKey = hostileText.filter((key) => key !== '__proto__');

/** A JSON value full of hostile texts, as value, list item, nested list item and key. */
const { json: hostileJson } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    hostileText,
    fc.constantFrom(
      null,
      true,
      false,
      0,
      -1,
      1.5,
      1e-7,
      1e21,
      2 ** 53,
      -(2 ** 53),
      5e-324,
      1.7976931348623157e308,
    ),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(hostileKey, tie('json'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

/** A Kubernetes-like object with a hostile value in every place. */
export const hostileObject = fc.record({
  apiVersion: fc.constant('v1'),
  kind: fc.constant('ConfigMap'),
  metadata: fc.record({
    name: fc.constant('hostile'),
    labels: fc.dictionary(hostileKey, hostileText, { noNullPrototype: true }),
  }),
  data: hostileJson,
  items: fc.array(hostileJson, { maxLength: 3 }),
});
