import type { ReactNode } from "react";

type Props = {
  children: ReactNode;
  method?: "post" | "get";
  action?: string;
  id?: string;
  /** Sends files as well. */
  multipart?: boolean;
  className?: string;
};

/** A plain form: the browser sends it, no script takes part. Our own messages replace the browser's. */
export function Form({ children, method = "post", action, id, className, multipart }: Props) {
  return (
    <form
      method={method}
      action={action}
      id={id}
      className={className}
      encType={multipart ? "multipart/form-data" : undefined}
      noValidate
    >
      {children}
    </form>
  );
}
