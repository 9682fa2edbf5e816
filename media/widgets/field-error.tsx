// What is wrong with what was typed, at its field. Always on the page, so that a screen reader hears it appear.

import { Icon } from "./icon";

export function FieldError({ id, message }: { readonly id: string; readonly message: string | undefined }) {
  return (
    <p id={id} class="field-error" role="status">
      {message === undefined ? null : (
        <>
          <Icon name="error" /> {message}
        </>
      )}
    </p>
  );
}
