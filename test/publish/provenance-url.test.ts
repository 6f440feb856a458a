import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { provenanceUrl, sameRemote } from '../../src/publish/provenance-url.ts';

describe('provenanceUrl', () => {
  it.each([
    ['https://github.com/acme/shop', 'https://github.com/acme/shop'],
    ['https://github.com/acme/shop.git', 'https://github.com/acme/shop'],
    ['https://github.com/acme/shop.git/', 'https://github.com/acme/shop'],
    ['https://github.com/acme/shop/.git', 'https://github.com/acme/shop'],
    ['https://github.com//acme///shop//', 'https://github.com/acme/shop'],
    ['HTTPS://GitHub.COM/Acme/Shop', 'https://github.com/Acme/Shop'],
    ['http://git.example.com/a', 'https://git.example.com/a'],
    ['https://user:secret@git.example.com/a/b', 'https://git.example.com/a/b'],
    ['https://user@corp:secret@git.example.com/a/b', 'https://git.example.com/a/b'],
    ['https://x-token@git.example.com/a/b?private_token=secret#part', 'https://git.example.com/a/b'],
    ['https://git.example.com:443/a', 'https://git.example.com/a'],
    ['https://git.example.com:00443/a', 'https://git.example.com/a'],
    ['https://git.example.com:/a', 'https://git.example.com/a'],
    ['http://git.example.com:80/a', 'https://git.example.com/a'],
    ['https://git.example.com:80/a', 'https://git.example.com:80/a'],
    ['https://git.example.com:8443/a', 'https://git.example.com:8443/a'],
    ['http://git.example.com:8080/a', 'https://git.example.com:8080/a'],
    ['ssh://git@git.example.com/a/b.git', 'https://git.example.com/a/b'],
    ['ssh://git@git.example.com:22/a/b.git', 'https://git.example.com/a/b'],
    ['ssh://git@git.example.com:7999/a/b.git', 'https://git.example.com/a/b'],
    ['ssh://git@git.example.com/~ada/b.git', 'https://git.example.com/~ada/b'],
    ['git@github.com:acme/shop.git', 'https://github.com/acme/shop'],
    ['github.com:acme/shop', 'https://github.com/acme/shop'],
    ['git@github.com:/acme/shop.git', 'https://github.com/acme/shop'],
    ['git@h:o/r.git', 'https://h/o/r'],
    ['https://h/o/r', 'https://h/o/r'],
    ['ssh://git@h/o/r.git', 'https://h/o/r'],
    ['git@[git.example.com:2222]:a/b', 'https://git.example.com/a/b'],
    ['[git@git.example.com:2222]:a/b', 'https://git.example.com/a/b'],
    ['git@[::1]:a/b', 'https://[::1]/a/b'],
    ['https://[FE80::1]:8443/a', 'https://[fe80::1]:8443/a'],
    ['https://h/größe/a b', 'https://h/gr%C3%B6%C3%9Fe/a%20b'],
    ['https://h/gr%C3%B6%C3%9Fe', 'https://h/gr%C3%B6%C3%9Fe'],
    ['  https://h/o/r\n', 'https://h/o/r'],
  ])('%j is %j', (remote, wanted) => {
    expect(provenanceUrl(remote)).toBe(wanted);
  });

  it.each(
    [
      ['', '.', '..', '/srv/git/shop.git', './a:b', '../shop', '~/a:b', 'shop', 'shop.git'],
      ['file:///srv/git/shop.git', 'FILE://host/a', 'git://git.example.com/a', 'ftp://h/a', 'rsync://h/a'],
      [String.raw`C:\git\shop`, 'C:/git/shop', 'c:shop', String.raw`\\server\share`],
      ['ext::sh -c evil', 'fd::17', 'https::https://h/a', 'codecommit::eu-west-1://r'],
      [
        'https://',
        'https:///a',
        'https://h',
        'https://h/',
        'https://h/.git',
        'https://@/a',
        'git@h:',
        ':a/b',
      ],
      ['https://h:99999/a', 'https://h:x/a', 'https://h:1:2/a', 'https://[::1/a', 'https://a b/c'],
      [
        'https://-oProxyCommand=x/a',
        'git@-oProxyCommand=x:a/b',
        String.raw`https://good.example\@evil.example/a`,
      ],
      [
        'https://h/a/../b',
        'https://h/./a',
        'https://h/%2e%2E/b',
        'https://h/a/..git',
        'https://h/a\nb',
        'https://h/a\u202eb',
        'https://h/\0',
      ],
      ['user:secret@git.example.com:a/b'],
    ].flat(),
  )('%j has none', (remote) => {
    expect(provenanceUrl(remote)).toBeUndefined();
  });

  const authority = fc.tuple(
    fc.constantFrom('', 'git@', 'user:pa@ss@'),
    fc.constantFrom('h', 'Git.Example.com', '[::1]', '-x', 'münchen.example'),
    fc.constantFrom('', ':', ':22', ':443', ':80', ':8443', ':99999'),
  );
  const path = fc.array(fc.constantFrom('/', 'a', '.git', '~b', ' ', '?x', '#y', '%41', 'ü', '.', ':', '@'));
  const remote = fc.oneof(
    fc
      .tuple(
        fc.constantFrom('https://', 'http://', 'SSH://', 'git://', ''),
        authority,
        fc.constantFrom('/', ':'),
        path,
      )
      .map(([scheme, parts, slash, end]) => scheme + parts.join('') + slash + end.join('')),
    fc.string({ unit: 'binary' }),
  );

  it('gives a plain https URL that it leaves as it is', () => {
    fc.assert(
      fc.property(remote, (text) => {
        const url = provenanceUrl(text);
        if (url === undefined) return;
        expect(url).toMatch(/^https:\/\/[^/@?#\s\\]+\/[^?#\s\\]*[^/?#\s\\]$/);
        expect(url).not.toMatch(/\.git$/);
        expect(provenanceUrl(url)).toBe(url);
        expect(new URL(url)).toMatchObject({
          protocol: 'https:',
          username: '',
          password: '',
          search: '',
          hash: '',
        });
      }),
      { numRuns: 2000 },
    );
  });
});

describe('sameRemote', () => {
  it('compares canonical forms', () => {
    expect(sameRemote('git@h:o/r.git', 'https://h/o/r')).toBe(true);
    expect(sameRemote('ssh://git@H:22/o/r', 'http://user@h:80/o/r.git/')).toBe(true);
    expect(sameRemote('https://h/o/r', 'https://h/o/R')).toBe(false);
    expect(sameRemote('https://h/o/r', 'https://h:8443/o/r')).toBe(false);
  });

  it('compares texts where there is no canonical form', () => {
    expect(sameRemote('/srv/git/r', '/srv/git/r')).toBe(true);
    expect(sameRemote('/srv/git/r', '/srv/git/s')).toBe(false);
    expect(sameRemote('/srv/git/r', 'https://srv/git/r')).toBe(false);
  });
});
