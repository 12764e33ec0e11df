import { QrCode, type QrDrawing } from "./qr-code";

export interface JoinByPhoneProps {
  /** "Vote on your phone". */
  heading: string;
  /** In full, with `https://`. */
  address: string;
  drawing: QrDrawing;
}

/** How people in a room get to a page: a code to point a phone at, and the same address to type. */
export function JoinByPhone({ heading, address, drawing }: JoinByPhoneProps) {
  const words = address.replace(/^https?:\/\//, "");
  return (
    <section className="join-by-phone" aria-labelledby="join">
      <h2 id="join">{heading}</h2>
      <QrCode drawing={drawing} label={`QR code of the address ${words}`} />
      <p>
        <a href={address}>{words}</a>
      </p>
    </section>
  );
}
