import type { ReactNode } from "react";

export interface ReceiptPanelProps {
  /** As it is shown: `K7QF-2M9X-41TD`. */
  receipt: string;
  message?: string;
  /** What can be done with the receipt, such as downloading it. */
  children?: ReactNode;
}

/** Says that the ballot is in the box, with the receipt that finds it in the count. Read out when it appears. */
export function ReceiptPanel({
  receipt,
  message = "Your ballot is in the box. You can change it until the vote closes.",
  children,
}: ReceiptPanelProps) {
  return (
    <div className="receipt" role="status">
      <p>{message}</p>
      <p>
        Receipt <span className="receipt__code">{receipt}</span>
      </p>
      {children}
    </div>
  );
}
