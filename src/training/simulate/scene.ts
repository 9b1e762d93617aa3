/** The kinds of scene for which a retoucher's goals differ. */
export const SCENE_KINDS = [
  'people',
  'landscape',
  'night',
  'indoor',
  'food',
  'animal',
  'flower',
  'architecture',
  'object',
] as const;

export type SceneKind = (typeof SCENE_KINDS)[number];

/** WordNet 3.0 noun offsets of ImageNet classes that say more of the scene than "an object". */
const CLASSES: Readonly<Partial<Record<SceneKind, readonly number[]>>> = {
  people: [
    2667093, 2669723, 2672831, 2730930, 2777292, 2787622, 2790996, 2804610, 2807133, 2834397, 2837789,
    2865351, 2869837, 2883205, 2892767, 2992211, 3045698, 3110669, 3124170, 3188531, 3372029, 3379051,
    3394916, 3404251, 3450230, 3534580, 3535780, 3594734, 3595614, 3630383, 3676483, 3710637, 3710721,
    3733131, 3763968, 3770439, 3787032, 3814639, 3838899, 3868863, 3877472, 3888605, 4136333, 4141076,
    4209133, 4229816, 4259630, 4355933, 4356056, 4371430, 4479046, 4487394, 4532106, 4536866, 4584207,
    4591157,
  ],
  landscape: [
    2687172, 2782093, 2793495, 2814860, 2859443, 2894605, 2951358, 3095699, 3160309, 3216828, 3218198,
    3393912, 3447447, 3496892, 3662601, 3673027, 3743016, 3792972, 3868242, 3873416, 3888257, 3933933,
    3967562, 4147183, 4228054, 4252077, 4252225, 4428191, 4465501, 4483307, 4552348, 4592741, 4606251,
    4613696, 7802026,
  ],
  architecture: [
    2699494, 2825657, 2917067, 2930766, 2980441, 3028079, 3032252, 3042490, 3126707, 3220513, 3388043,
    3457902, 3781244, 3788195, 3837869, 3877845, 3891251, 3899768, 3930313, 3956157, 4005630, 4044716,
    4146614, 4311004, 4326547, 4335435, 4346328, 4366367, 4417672, 4435653, 4458633, 4486054, 4532670,
    4562935, 6794110, 6874185,
  ],
  indoor: [
    2776631, 2788148, 2791124, 2804414, 2808440, 2927161, 3016953, 3018349, 3089624, 3125729, 3131574,
    3179701, 3180011, 3201208, 3290653, 3452741, 3461385, 3529860, 3637318, 3742115, 3761084, 3854065,
    3938244, 3982430, 4033995, 4070727, 4081281, 4099969, 4200800, 4201297, 4239074, 4243546, 4265275,
    4296562, 4330267, 4344873, 4380533, 4404412, 4429376, 4443257, 4447861, 4462240, 4525305, 4553703,
    4554684, 4590129,
  ],
};

const kindOfClass = new Map<number, SceneKind>(
  SCENE_KINDS.flatMap((kind) => (CLASSES[kind] ?? []).map((offset): [number, SceneKind] => [offset, kind])),
);

/**
 * The scene kind of an ImageNet class by its WordNet id ("n09193705"), or undefined when the name holds none.
 * Whole branches of WordNet lie together: animals below 2,666,000, food about 7.6 million, plants above 11 million.
 */
export function sceneOfWordNet(name: string): SceneKind | undefined {
  const digits = /\bn(\d{8})(?!\d)/.exec(name)?.[1];
  if (digits === undefined) return undefined;
  const offset = Number(digits);
  const listed = kindOfClass.get(offset);
  if (listed) return listed;
  if (offset < 2_666_000) return 'animal';
  if (offset >= 7_565_000 && offset < 8_000_000) return 'food';
  if (offset >= 9_193_000 && offset < 9_500_000 && offset !== 9_229_709) return 'landscape';
  if (offset >= 9_800_000 && offset < 10_600_000) return 'people';
  if (offset >= 11_000_000 && offset < 14_000_000) return 'flower';
  return 'object';
}

/** Photometry that outvotes what is in the picture: mostly dark with lights in it. L* of a fair sample of pixels. */
export function looksLikeNight(lightness: ArrayLike<number>): boolean {
  let dark = 0;
  let lit = 0;
  for (let i = 0; i < lightness.length; i++) {
    if (lightness[i] < 28) dark++;
    if (lightness[i] > 55) lit++;
  }
  return dark > 0.72 * lightness.length && lit > 0.01 * lightness.length;
}

/**
 * A guess from colour alone, for photos without a class and before there is an encoder.
 * `lab`: [n * 3] CIELAB of a fair sample of pixels.
 */
export function sceneFromColour(lab: ArrayLike<number>): SceneKind {
  const n = lab.length / 3;
  let skin = 0;
  let green = 0;
  let blue = 0;
  for (let i = 0; i < n; i++) {
    const [l, a, b] = [lab[3 * i], lab[3 * i + 1], lab[3 * i + 2]];
    if (isSkinLike(l, a, b)) skin++;
    const chroma = Math.hypot(a, b);
    if (chroma > 10 && a < -4 && b > 2) green++;
    if (chroma > 6 && b < -6 && l > 45) blue++;
  }
  if (skin > 0.22 * n && green < 0.15 * n) return 'people';
  if (green + blue > 0.4 * n) return 'landscape';
  return 'object';
}

/** CIELAB of human skin under fair light, light to dark; wood and sand pass too, so it only ever guards. */
export function isSkinLike(l: number, a: number, b: number): boolean {
  if (l < 22 || l > 88) return false;
  const chroma = Math.hypot(a, b);
  if (chroma < 9 || chroma > 46) return false;
  const hue = (Math.atan2(b, a) * 180) / Math.PI;
  return hue > 28 && hue < 78;
}
