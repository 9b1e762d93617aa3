import type { Adjustments } from '../../../src/edit';

/** RawTherapee's settings as its processing profile; those left out stay neutral. */
export function rawTherapeeProfile(edit: Adjustments): string {
  return `[Version]
AppVersion=5.9
Version=349

[Exposure]
Auto=false
Compensation=${edit.exposure}
Contrast=${edit.contrast}
Saturation=${edit.saturation}
Black=${-10 * edit.blacks}
HighlightCompr=0
Brightness=${edit.whites / 2}

[Shadows & Highlights]
Enabled=true
Highlights=${-edit.highlights}
HighlightTonalWidth=70
Shadows=${edit.shadows}
ShadowTonalWidth=30
Radius=40
Lab=false

[Local Contrast]
Enabled=true
Radius=80
Amount=${edit.clarity / 100}
Darkness=1
Lightness=1

[Vibrance]
Enabled=true
Pastels=${edit.vibrance}
Saturated=${Math.round(edit.vibrance / 2)}
PSThreshold=0;75;
ProtectSkins=true
AvoidColorShift=true
PastSatTog=false

[White Balance]
Enabled=true
Setting=Custom
Temperature=${6504 + 15 * edit.temp}
Green=${1 - edit.tint / 500}
Equal=1
`;
}

/** A profile that asks for nothing: what is left is start, decoding, colour management and encoding. */
export const RAWTHERAPEE_NEUTRAL = `[Version]
AppVersion=5.9
Version=349
`;
