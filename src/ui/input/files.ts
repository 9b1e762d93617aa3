/** The files in a drop or a paste; a pasted picture has no name of its own, so it is given one. */
export function filesOf(data: DataTransfer | null): File[] {
  if (!data) return [];
  return [...data.files].map((file) =>
    file.name
      ? file
      : new File([file], `Pasted picture.${file.type.split('/')[1] || 'png'}`, { type: file.type }),
  );
}

export function hasFiles(data: DataTransfer | null): boolean {
  return data?.types.includes('Files') ?? false;
}
