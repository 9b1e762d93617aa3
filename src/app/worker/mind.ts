import { ManylightError, once, throwIfAborted } from '../../core';
import { type Adjustments, fromModelUnits, NEUTRAL, toModelUnits } from '../../edit';
import type { Encoder } from '../../encoder';
import { SEEN_SIDE } from '../../encoder/features';
import type { Gpu } from '../../gpu';
import type { LooksContext, LooksModel } from '../../looks';
import { dislikePotential, editPotentials, stylePotential } from '../../taste';
import type {
  DislikedLooks,
  Evidence,
  FoundLooks,
  LooksRequest,
  PhotoFeatures,
  StyleLook,
  TasteModelInfo,
} from '../engine-types';
import type { AdaptRequest, PlaceRequest, SharedPlace } from '../set/engine-types';
import { summariseTaste, type TastePotentials, type TasteSummary } from '../taste-summary';
import { createSampler, findLooks, type MadeSampler, type Sampler } from './look-finder';
import { loadEncoder, loadLooksModel, loadTasteModel } from './models';
import { encodeSmall } from './small-pictures';
import type { HeldPhoto, Stage } from './stage';
import { timed } from './timing';

/** The models: what they say of a photo and of a person. Loaded when first asked for. */
export interface Mind {
  features(photo: HeldPhoto, signal: AbortSignal): Promise<PhotoFeatures>;
  looks(photo: HeldPhoto, request: LooksRequest, signal: AbortSignal): Promise<FoundLooks>;
  tasteModel(): Promise<TasteModelInfo>;
  potentials(evidence: readonly Evidence[]): Promise<Float64Array[]>;
  dislikePotentials(photos: readonly DislikedLooks[]): Promise<Float64Array[]>;
  styleLooks(photo: HeldPhoto, signal: AbortSignal): Promise<StyleLook[]>;
  summarise(potentials: TastePotentials): Promise<TasteSummary>;
  /** The features of a photo that is not the open one; nothing of it is kept. */
  study(photo: HeldPhoto): Promise<PhotoFeatures>;
  /** What photos that are not held have in common when they share a look. */
  sharedPlace(request: PlaceRequest): Promise<SharedPlace>;
  /** The look at a place for a photo of these features. */
  adapt(request: Pick<AdaptRequest, 'place' | 'person' | 'features'>): Promise<Adjustments>;
  /** Another photo is opened: what was computed for the last one goes. */
  forgetPhoto(): void;
}

/** Longer side of the photo in each style. */
const STYLE_SIDE = 320;

interface PerDevice {
  readonly gpu: Gpu | undefined;
  encoder?: Promise<Encoder>;
  sampler?: Promise<MadeSampler>;
}

interface PerPhoto {
  readonly photo: HeldPhoto;
  features?: Promise<PhotoFeatures>;
  context?: LooksContext;
}

export function createMind(modelsUrl: string, stage: Stage): Mind {
  let device: PerDevice | undefined;
  let current: PerPhoto | undefined;
  const looksModel = once(() => loadLooksModel(modelsUrl));
  const tasteModel = once(() => loadTasteModel(modelsUrl));

  /** Models on a device that is gone are let go; the next are made on the new one. */
  function onDevice(gpu: Gpu | undefined): PerDevice {
    if (device && device.gpu === gpu) return device;
    for (const made of [device?.encoder, device?.sampler]) {
      made?.then(
        (resource) => resource.dispose(),
        () => undefined,
      );
    }
    device = { gpu };
    return device;
  }

  function encoderFor(gpu: Gpu | undefined): Promise<Encoder> {
    const on = onDevice(gpu);
    on.encoder ??= loadEncoder(modelsUrl, gpu).catch((error: unknown) => {
      delete on.encoder;
      throw error;
    });
    return on.encoder;
  }

  function samplerFor(gpu: Gpu | undefined, model: LooksModel): Promise<Pick<MadeSampler, 'sample'>> {
    const on = onDevice(gpu);
    on.sampler ??= createSampler(gpu, model).catch((error: unknown) => {
      delete on.sampler;
      throw error;
    });
    return on.sampler;
  }

  function perPhoto(photo: HeldPhoto): PerPhoto {
    if (current?.photo !== photo) current = { photo };
    return current;
  }

  /** Takes no signal: whoever asks next waits for the same features. */
  async function compute(photo: HeldPhoto, meanwhile?: () => void): Promise<PhotoFeatures> {
    // The encoder is fetched while the neutral picture is made.
    const opening = stage.run(encoderFor);
    opening.catch(() => undefined);
    const [neutral] = await timed('neutral', () =>
      photo.use((loaded) => loaded.renderMany([NEUTRAL], SEEN_SIDE)),
    );
    meanwhile?.();
    await opening;
    const { version, values } = await timed('features', () =>
      stage.run(async (gpu) => (await encoderFor(gpu)).features(neutral)),
    );
    return { encoderVersion: version, values };
  }

  async function features(photo: HeldPhoto, signal: AbortSignal): Promise<PhotoFeatures> {
    const slot = perPhoto(photo);
    slot.features ??= compute(photo, () => {
      // Looks will need it next, and the device reads while the encoder computes here.
      photo.use((loaded) => loaded.analysis()).catch(() => undefined);
    }).catch((error: unknown) => {
      delete slot.features;
      throw error;
    });
    const found = await slot.features;
    throwIfAborted(signal);
    return found;
  }

  /** What the looks model has of the photo. */
  async function contextOf(photo: HeldPhoto, signal: AbortSignal) {
    const [model, x] = await Promise.all([looksModel(), features(photo, signal)]);
    // Another photo may be open by now: what is known of that one would be let go of for this one.
    throwIfAborted(signal);
    const slot = perPhoto(photo);
    slot.context ??= (await contextMaker())(x);
    return { model, context: slot.context };
  }

  async function contextMaker(): Promise<(x: PhotoFeatures) => LooksContext> {
    const [model, { prepareLooks }] = await Promise.all([looksModel(), import('../../looks')]);
    return ({ encoderVersion, values }) => {
      if (model.encoderVersion !== encoderVersion) {
        throw new ManylightError('model-invalid', 'The looks model was made for another encoder.');
      }
      return prepareLooks(model, values);
    };
  }

  return {
    features,
    async looks(photo, request, signal) {
      const { model, context } = await contextOf(photo, signal);
      const { locateLook } = await import('../../looks');
      const sampler: Sampler = (x, options) =>
        stage.run(async (gpu) => (await samplerFor(gpu, model)).sample(x, options), signal);
      const { like: wanted, person } = request;
      const like = wanted && {
        ...wanted,
        ...locateLook(model, context, toModelUnits(wanted.adjustments), person),
      };
      const { chosen, densities } = await timed('looks', () =>
        findLooks(photo, context, sampler, { ...request, like }, signal),
      );
      const looks = await Promise.all(
        chosen.map(async ({ sample, words, raster }) => ({
          words,
          style: sample.style,
          adjustments: sample.adjustments,
          thumbnail: await encodeSmall(raster),
        })),
      );
      return { looks, densities };
    },
    async tasteModel() {
      const [taste, looks, { prepareLooks, styleLook }] = await Promise.all([
        tasteModel(),
        looksModel(),
        import('../../looks'),
      ]);
      if (taste.looksVersion !== looks.version) {
        throw new ManylightError('model-invalid', 'The taste model was made for other looks.');
      }
      const average = prepareLooks(looks, looks.input.mean);
      return {
        version: taste.version,
        encoderVersion: taste.encoderVersion,
        featureSize: taste.featureSize,
        styles: looks.styles.map(({ name, words }, style) => ({
          name,
          words: words.join(', '),
          average: styleLook(looks, average, style),
        })),
        baseline: taste.prior,
      };
    },
    async potentials(evidence) {
      if (evidence.length === 0) return [];
      const [model, looks] = await Promise.all([tasteModel(), looksModel()]);
      const { editLatents, prepareLooks } = await import('../../looks');
      return evidence.map(({ features: x, y }) =>
        editPotentials(model, x, y, editLatents(looks, prepareLooks(looks, x), y)),
      );
    },
    async dislikePotentials(photos) {
      const model = await tasteModel();
      return photos.map(({ features: x, looks }) =>
        dislikePotential(
          looks.map((y) => stylePotential(model, x, y)),
          model.prior.length,
        ),
      );
    },
    async styleLooks(photo, signal) {
      const { model, context } = await contextOf(photo, signal);
      const { styleLook } = await import('../../looks');
      const list = model.styles.map((_, style) => styleLook(model, context, style));
      const rasters = await timed('develop-styles', () =>
        photo.use((loaded) => loaded.renderMany(list, STYLE_SIDE, signal), signal),
      );
      return Promise.all(
        rasters.map(async (raster, i) => ({ adjustments: list[i], thumbnail: await encodeSmall(raster) })),
      );
    },
    summarise: async (potentials) => summariseTaste(await tasteModel(), potentials),
    study: (photo) => compute(photo),
    async sharedPlace({ photos, person, like }) {
      const [model, contextOfFeatures, { placeOfEdit, placeOfTaste }] = await Promise.all([
        looksModel(),
        contextMaker(),
        import('../../looks'),
      ]);
      const place = like
        ? placeOfEdit(model, contextOfFeatures(like.features), toModelUnits(like.adjustments), person)
        : placeOfTaste(model, photos.map(contextOfFeatures), person);
      return { place, style: model.styles[place.style].name };
    },
    async adapt({ place, person, features: x }) {
      const [model, contextOfFeatures, { adaptLook }] = await Promise.all([
        looksModel(),
        contextMaker(),
        import('../../looks'),
      ]);
      return fromModelUnits(adaptLook(model, contextOfFeatures(x), place, person));
    },
    forgetPhoto() {
      current = undefined;
    },
  };
}
