import { paths } from "~/config/paths";
import { describeMaterialFile, describeMaterialKind } from "~/domain/material";

type Row = {
  id: string;
  kind: string;
  title: string;
  description: string;
  url: string | null;
  file: { fileName: string; mediaType: string; sizeBytes: number } | null;
};

export type MaterialView = {
  id: string;
  kind: string;
  title: string;
  description: string;
  href: string;
  /** "PDF, 120 KB" or the site that a link leads to. */
  what: string;
};

export function materialView({ id, kind, title, description, url, file }: Row): MaterialView {
  return {
    id,
    kind: describeMaterialKind(kind),
    title,
    description,
    href: file ? paths.materialFile(id, file.fileName) : (url ?? paths.materials()),
    what: file ? describeMaterialFile(file) : siteOf(url),
  };
}

function siteOf(url: string | null): string {
  return url !== null && URL.canParse(url) ? `opens ${new URL(url).hostname.replace(/^www\./, "")}` : "link";
}
