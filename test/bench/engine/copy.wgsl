// include: lib/fullscreen.wgsl
// The least that a pass over these textures can do: every texel read once and written once.

@group(0) @binding(1) var source: texture_2d<f32>;

@fragment
fn copy(@builtin(position) position: vec4f) -> @location(0) vec4f {
  return textureLoad(source, vec2i(position.xy), 0);
}
