import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { tempFolder } from '../tools/temp-folder.ts';
import { builtFolder, findServer, missingServers } from './find-server.mjs';

describe.skipIf(process.platform === 'win32')('finding a server', () => {
  // The next file looks for servers before its first test.
  afterEach(() => vi.unstubAllEnvs());

  it('takes etcd of KUBEBUILDER_ASSETS, and only what may be there', () => {
    const assets = tempFolder({ etcd: '', redis: '' });
    vi.stubEnv('KUBEBUILDER_ASSETS', assets);
    vi.stubEnv('MOORLINE_SERVERS', tempFolder());
    expect(findServer('etcd')?.program).toBe(join(assets, 'etcd'));
    expect(findServer('kube-apiserver')).toBeUndefined();
    expect(findServer('redis')).toBeUndefined();
  });

  it('says what is missing and the command that brings it', () => {
    vi.stubEnv('KUBEBUILDER_ASSETS', tempFolder({ etcd: '' }));
    vi.stubEnv('MOORLINE_SERVERS', tempFolder());
    expect(missingServers(['etcd'])).toBeUndefined();
    expect(missingServers(['etcd', 'redis'])).toMatch(/^no redis here; .*run "npm run servers -- redis"$/);
  });

  it('keeps what different versions of Go build apart', () => {
    vi.stubEnv('MOORLINE_SERVERS', '/servers');
    const folders = ['1.26.8', '1.26.9'].map((version) =>
      builtFolder('etcd', { version, platform: 'linux/amd64' }),
    );
    expect(new Set(folders).size).toBe(2);
    expect(folders.every((folder) => /^\/servers\/etcd-[0-9a-f]{16}$/.test(folder))).toBe(true);
  });
});
