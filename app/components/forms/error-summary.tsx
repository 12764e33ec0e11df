export interface FormError {
  /** The name of the field, or its id where that was given. Left out for an error of the whole form. */
  field?: string;
  message: string;
}

/**
 * All errors of a form, at the top of the page, each a link to its field. Shows nothing when there are none.
 * It can take focus, so that a page may send the reader to it.
 */
export function ErrorSummary({ errors }: { errors: FormError[] }) {
  if (errors.length === 0) return null;
  return (
    <div className="govuk-error-summary" id="error-summary" tabIndex={-1}>
      <div role="alert">
        <h2 className="govuk-error-summary__title">There is a problem</h2>
        <div className="govuk-error-summary__body">
          <ul className="govuk-list govuk-error-summary__list">
            {errors.map(({ field, message }) => (
              <li key={`${field} ${message}`}>{field ? <a href={`#${fieldAnchor(field)}`}>{message}</a> : message}</li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}

/** The day of a date carries the id of the whole date, so that a link to the date reaches its first box. */
function fieldAnchor(field: string): string {
  return field.replace(/\.day$/, "");
}
