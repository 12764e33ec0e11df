/** A QR code as it was drawn on the server: dark squares, with the empty border that readers need. */
export interface QrDrawing {
  /** Width and height in squares. */
  size: number;
  /** What is dark, as the path of an SVG. */
  path: string;
}

export interface QrCodeProps {
  drawing: QrDrawing;
  /** What the code says, for those who do not see it. */
  label: string;
}

/** A QR code, as large as the place it stands in. */
export function QrCode({ drawing: { size, path }, label }: QrCodeProps) {
  return (
    <svg className="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect className="qr-code__light" width={size} height={size} />
      <path className="qr-code__dark" d={path} />
    </svg>
  );
}
