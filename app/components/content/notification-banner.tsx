import { type ReactNode, useId } from "react";

export interface NotificationBannerProps {
  /** `success` says that something asked for was done, and is read out at once. */
  tone?: "neutral" | "success";
  /** Defaults to "Done" or "Please note". */
  title?: string;
  /** The message in one sentence, in large type. */
  heading?: string;
  children?: ReactNode;
}

/** Tells the reader something that is not about the content of the page itself. */
export function NotificationBanner({ tone = "neutral", title, heading, children }: NotificationBannerProps) {
  const titleId = useId();
  const isSuccess = tone === "success";
  return (
    <section
      className={
        isSuccess ? "govuk-notification-banner govuk-notification-banner--success" : "govuk-notification-banner"
      }
      role={isSuccess ? "alert" : undefined}
      aria-labelledby={titleId}
    >
      <div className="govuk-notification-banner__header">
        <h2 className="govuk-notification-banner__title" id={titleId}>
          {title ?? (isSuccess ? "Done" : "Please note")}
        </h2>
      </div>
      <div className="govuk-notification-banner__content">
        {heading && <p className="govuk-notification-banner__heading">{heading}</p>}
        {children}
      </div>
    </section>
  );
}
