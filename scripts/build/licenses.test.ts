/** Which package a module is of, and the file that names the licences of what ships. */
import { describe, expect, it } from 'vitest';
import type { ShippedPackage } from './licenses.ts';
import { findPackageFolder, formatLicenses, readPackage } from './licenses.ts';

describe('the licences of what ships', () => {
  it.each([
    ['/x/node_modules/yaml/browser/index.js', '/x/node_modules/yaml'],
    ['/x/node_modules/@visx/axis/esm/Axis.js', '/x/node_modules/@visx/axis'],
    ['/x/node_modules/a/node_modules/b/index.js', '/x/node_modules/a/node_modules/b'],
    ['\0/x/node_modules/react/index.js?commonjs-module', '/x/node_modules/react'],
    ['C:\\x\\node_modules\\react\\index.js', 'C:\\x\\node_modules\\react'],
    ['/x/src/main.tsx', undefined],
    ['\0vite/preload-helper.js', undefined],
  ])('[LIC-1] %j is of %j', (id, folder) => expect(findPackageFolder(id)).toBe(folder));

  it('[LIC-2] reads the version, the licence and its text from the package', () => {
    const react = readPackage('node_modules/react');
    expect(react).toMatchObject({ name: 'react', license: 'MIT' });
    expect(react.text).toMatch(/^MIT License[\s\S]*Permission is hereby granted/);
  });

  it('[LIC-3] says so where a package has no text or names no licence', () => {
    const bare: ShippedPackage = { name: 'a', version: '1.0.0', license: null, text: null };
    expect(formatLicenses([bare, { ...bare, name: 'b', license: 'ISC' }])).toMatch(
      /a 1\.0\.0 \(no licence named\)[\s\S]*package\.json names none[\s\S]*-{72}\n\nb 1\.0\.0 \(ISC\)[\s\S]*names ISC/,
    );
  });
});
