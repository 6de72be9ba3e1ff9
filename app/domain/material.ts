/** What managers keep for schools to read before and after a session, in the order of a booking. */
export const MATERIAL_KIND_LABELS = {
  outline: "Session outline",
  slides: "Slides",
  vetting_letter: "Vetting letter",
  parents_letter: "Letter to parents and carers",
  follow_up: "Follow-up lesson",
  parents_sheet: "Sheet for parents and carers",
  other: "Other",
} as const;

export type MaterialKind = keyof typeof MATERIAL_KIND_LABELS;

const KINDS: Readonly<Record<string, string>> = MATERIAL_KIND_LABELS;

/** A kind in words; an unknown one says nothing wrong. */
export function describeMaterialKind(kind: string): string {
  return KINDS[kind] ?? MATERIAL_KIND_LABELS.other;
}

export const LARGEST_MATERIAL_BYTES = 10 * 1024 * 1024;

type FileType = {
  extension: string;
  mediaType: string;
  /** As schools know it. */
  label: string;
  /** What such a file begins with. */
  signature: string;
  /** The part inside the archive without which it is none of its kind. */
  part: string;
};

const ARCHIVE = "PK\u0003\u0004";

const FILE_TYPES: readonly FileType[] = [
  { extension: "pdf", mediaType: "application/pdf", label: "PDF", signature: "%PDF-", part: "" },
  {
    extension: "docx",
    mediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    label: "Word",
    signature: ARCHIVE,
    part: "word/document.xml",
  },
  {
    extension: "pptx",
    mediaType: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    label: "PowerPoint",
    signature: ARCHIVE,
    part: "ppt/presentation.xml",
  },
  {
    extension: "odt",
    mediaType: "application/vnd.oasis.opendocument.text",
    label: "OpenDocument text",
    signature: ARCHIVE,
    part: "mimetypeapplication/vnd.oasis.opendocument.text",
  },
  {
    extension: "odp",
    mediaType: "application/vnd.oasis.opendocument.presentation",
    label: "OpenDocument slides",
    signature: ARCHIVE,
    part: "mimetypeapplication/vnd.oasis.opendocument.presentation",
  },
];

/** For the file field: what the browser's window offers first. */
export const MATERIAL_EXTENSIONS = FILE_TYPES.map(({ extension }) => `.${extension}`).join(",");

export const MATERIAL_TYPES_SENTENCE = "PDF, Word (.docx), PowerPoint (.pptx) or OpenDocument (.odt, .odp)";

export type MaterialFileRefusal = "empty" | "too_large" | "unknown_type" | "other_content" | "macros";

/**
 * The kind of file by its name and, since names are free, by what is in it. Office files with macros are refused:
 * schools open them on trust.
 */
export function checkMaterialFile(file: {
  fileName: string;
  bytes: Uint8Array;
}): { ok: true; mediaType: string } | { ok: false; reason: MaterialFileRefusal } {
  const { fileName, bytes } = file;
  if (bytes.length === 0) return { ok: false, reason: "empty" };
  if (bytes.length > LARGEST_MATERIAL_BYTES) return { ok: false, reason: "too_large" };
  const extension = fileName.toLowerCase().split(".").at(-1);
  const type = FILE_TYPES.find((each) => each.extension === extension);
  if (!type) return { ok: false, reason: "unknown_type" };
  // One character a byte: names inside an archive stand uncompressed in its directory.
  const text = new TextDecoder("latin1").decode(bytes);
  if (!text.startsWith(type.signature) || !text.includes(type.part)) return { ok: false, reason: "other_content" };
  if (type.signature === ARCHIVE && /vbaProject\.bin/i.test(text)) return { ok: false, reason: "macros" };
  return { ok: true, mediaType: type.mediaType };
}

const REFUSALS: Readonly<Record<MaterialFileRefusal, string>> = {
  empty: "The file is empty. Choose another",
  too_large: "The file must be 10 MB or smaller",
  unknown_type: `The file must be ${MATERIAL_TYPES_SENTENCE}`,
  other_content: "What is in the file does not fit its name. Save it again in its own program and choose it anew",
  macros: "The file holds macros. Save it without them",
};

export const describeMaterialFileRefusal = (reason: MaterialFileRefusal): string => REFUSALS[reason];

/** "PDF, 120 KB"; thousands of bytes, as file managers count. */
export function describeMaterialFile(file: { mediaType: string; sizeBytes: number }): string {
  const type = FILE_TYPES.find((each) => each.mediaType === file.mediaType);
  const kilobytes = Math.max(1, Math.round(file.sizeBytes / 1000));
  const size = kilobytes < 1000 ? `${kilobytes} KB` : `${(kilobytes / 1000).toFixed(1)} MB`;
  return `${type?.label ?? "File"}, ${size}`;
}

/** The name without a folder and with nothing that a header, an address or a file system could misread. */
export function cleanFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  const [, stem = last, extension = ""] = /^(.*?)(\.[A-Za-z0-9]{1,8})?$/s.exec(last) ?? [];
  const plain = stem
    .normalize("NFKD")
    .replace(/[^\w.-]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(0, 80);
  return `${plain || "file"}${extension.toLowerCase()}`;
}
