import type { FieldProps } from "./field";
import { TextInput } from "./text-input";

export interface MoneyInputProps extends FieldProps {
  /** The amount as the reader types it: pounds, with pence after a point if there are any. */
  value?: string | null;
}

/** A box for an amount in pounds. The label or hint says that it is money, because the £ is for the eye alone. */
export function MoneyInput(props: MoneyInputProps) {
  return <TextInput {...props} prefix="£" inputMode="decimal" widthCharacters={10} hasSpellCheck={false} />;
}
