import { useId } from 'react';
import type { ExportFormat, ExportOptions } from '../../app';

const FORMATS: readonly { readonly format: ExportFormat; readonly label: string; readonly note: string }[] = [
  { format: 'jpeg', label: 'JPEG', note: 'Opens everywhere' },
  { format: 'webp', label: 'WebP', note: 'Smaller, for the web' },
  { format: 'png', label: 'PNG', note: 'Nothing lost, large' },
];

/** What is asked of an export. */
export interface ExportSettings {
  readonly format: ExportFormat;
  /** Percent. */
  readonly quality: number;
}

export const FIRST_SETTINGS: ExportSettings = { format: 'jpeg', quality: 92 };

export function optionsOf({ format, quality }: ExportSettings): ExportOptions {
  return { format, quality: quality / 100 };
}

interface ExportFieldsProps {
  settings: ExportSettings;
  onChange: (settings: ExportSettings) => void;
  disabled?: boolean;
}

/** Format and quality, for one photo or for many. */
export function ExportFields({ settings, onChange, disabled = false }: ExportFieldsProps) {
  const { format, quality } = settings;
  return (
    <>
      <fieldset className="export-formats" disabled={disabled}>
        <legend>Format</legend>
        {FORMATS.map((option) => (
          <label key={option.format} className="export-format">
            <input
              type="radio"
              name="format"
              value={option.format}
              checked={format === option.format}
              onChange={() => onChange({ ...settings, format: option.format })}
            />
            <span>{option.label}</span>
            <span className="quiet small">{option.note}</span>
          </label>
        ))}
      </fieldset>
      <QualityField
        value={quality}
        onChange={(value) => onChange({ ...settings, quality: value })}
        disabled={disabled || format === 'png'}
      />
    </>
  );
}

interface QualityFieldProps {
  value: number;
  onChange: (value: number) => void;
  disabled: boolean;
}

function QualityField({ value, onChange, disabled }: QualityFieldProps) {
  const id = useId();
  return (
    <div className="export-quality">
      <label htmlFor={id}>Quality</label>
      <input
        id={id}
        type="range"
        min={40}
        max={100}
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
      <span className="figures">{disabled ? '' : value}</span>
    </div>
  );
}
