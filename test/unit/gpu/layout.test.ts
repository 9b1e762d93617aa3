import { describe, expect, it } from 'vitest';
import { assembleShader, defineUniforms, isSoftwareAdapter } from '../../../src/gpu';

describe('defineUniforms', () => {
  const layout = defineUniforms('Frame', {
    first: 'f32',
    direction: 'vec3f',
    after: 'f32',
    pair: 'vec2f',
    matrix: 'mat3x3f',
    flag: 'u32',
    list: 'array<vec4f, 2>',
  });

  it('lays members out by the alignment and size of WGSL', () => {
    // By hand from the specification: a vec3f aligns to 16 but leaves its last 4 bytes to the next f32.
    expect(layout.offsets).toEqual({
      first: 0,
      direction: 16,
      after: 28,
      pair: 32,
      matrix: 48,
      flag: 96,
      list: 112,
    });
    expect(layout.size).toBe(144);
  });

  it('writes each value where WGSL reads it, matrices by columns', () => {
    const bytes = new ArrayBuffer(layout.size + 16);
    layout.write(bytes, 16, {
      first: 1.5,
      direction: [1, 2, 3],
      after: 4,
      pair: [5, 6],
      matrix: [1, 2, 3, 4, 5, 6, 7, 8, 9],
      flag: 7,
      list: [1, 2, 3, 4, 5, 6, 7, 8],
    });
    const floats = new Float32Array(bytes, 16);
    expect([...floats.slice(0, 10)]).toEqual([1.5, 0, 0, 0, 1, 2, 3, 4, 5, 6]);
    expect([...floats.slice(12, 24)]).toEqual([1, 4, 7, 0, 2, 5, 8, 0, 3, 6, 9, 0]);
    expect(new Uint32Array(bytes, 16)[24]).toBe(7);
    expect([...floats.slice(28, 36)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(new Float32Array(bytes, 0, 4).every((value) => value === 0)).toBe(true);
  });

  it('refuses a value of the wrong length', () => {
    const pair = defineUniforms('Pair', { pair: 'vec2f' });
    expect(() => pair.write(new ArrayBuffer(16), 0, { pair: [1, 2, 3] })).toThrow(/pair has 2 numbers/);
  });

  it('writes the struct that the shader declares', () => {
    expect(defineUniforms('Small', { gain: 'f32', tint: 'vec3f' }).wgsl).toBe(
      'struct Small {\n  gain: f32,\n  tint: vec3f,\n}\n',
    );
  });
});

describe('assembleShader', () => {
  const files = {
    'lib/a.wgsl': 'fn a() {}\n',
    'lib/b.wgsl': '// include: lib/a.wgsl\nfn b() { a(); }\n',
    'main.wgsl': '// include: lib/b.wgsl\n// include: lib/a.wgsl\nfn main() { b(); }\n',
    'loop.wgsl': '// include: loop.wgsl\n',
    'lost.wgsl': '// include: lib/missing.wgsl\n',
  };

  it('brings each file in once, before the file that asks for it', () => {
    const text = assembleShader('main.wgsl', files, 'struct S { x: f32 }');
    expect(text.match(/fn a\(\)/g)).toHaveLength(1);
    const order = ['struct S', 'fn a', 'fn b', 'fn main'].map((part) => text.indexOf(part));
    expect(order).toEqual([...order].sort((x, y) => x - y));
    expect(order[0]).toBe(0);
    expect(text).not.toContain('include:');
  });

  it('says which file is missing, and refuses a circle', () => {
    expect(() => assembleShader('lost.wgsl', files)).toThrow(/lib\/missing\.wgsl, asked for by lost\.wgsl/);
    expect(() => assembleShader('loop.wgsl', files)).toThrow(/does not include itself/);
  });
});

describe('isSoftwareAdapter', () => {
  const info = (fields: Partial<GPUAdapterInfo>) =>
    ({ vendor: '', architecture: '', device: '', description: '', ...fields }) as GPUAdapterInfo;

  it('knows the processor by the flag or by name, and leaves chips alone', () => {
    expect(isSoftwareAdapter(info({ isFallbackAdapter: true }))).toBe(true);
    expect(isSoftwareAdapter(info({ vendor: 'google', architecture: 'swiftshader' }))).toBe(true);
    expect(isSoftwareAdapter(info({ vendor: 'mesa', description: 'llvmpipe (LLVM 15)' }))).toBe(true);
    expect(
      isSoftwareAdapter(info({ vendor: 'microsoft', description: 'Microsoft Basic Render Driver' })),
    ).toBe(true);
    expect(isSoftwareAdapter(info({ vendor: 'nvidia', architecture: 'ampere' }))).toBe(false);
    expect(isSoftwareAdapter(info({ vendor: 'apple', architecture: 'metal-3' }))).toBe(false);
  });
});
