import type { FileView } from "~/domain/response/delivery-view";

/** Pictures, each a link to itself, and papers to download. Of a hidden one the reason stands there. */
export function EvidenceFiles({ files }: { files: readonly FileView[] }) {
  if (files.length === 0) return null;
  return (
    <ul className="evidence">
      {files.map((file) => (
        <li key={file.id} className="evidence__item" id={`file-${file.id}`}>
          {file.hiddenWords !== null ? (
            <p className="govuk-body-s" dir="auto">
              {file.hiddenWords}
            </p>
          ) : file.isPicture ? (
            <figure className="evidence__figure">
              <a href={file.href}>
                <img
                  className="evidence__picture"
                  src={file.href}
                  alt={file.alt}
                  width={file.width ?? undefined}
                  height={file.height ?? undefined}
                  loading="lazy"
                />
              </a>
              <figcaption className="evidence__words" dir="auto">
                {file.alt}
              </figcaption>
            </figure>
          ) : (
            <p className="govuk-body">
              <a href={file.href} className="govuk-link">
                <span dir="auto">{file.alt}</span> (PDF, {file.size})
              </a>
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
