/** Short texts one below the other; numbered where their order says which is preferred. */
export function Lines({ lines, numbered = false }: { lines: readonly string[]; numbered?: boolean }) {
  const shown = lines.filter((text) => text !== "");
  if (numbered) {
    return (
      <ol className="govuk-list govuk-list--number">
        {shown.map((text, index) => (
          <li key={index}>{text}</li>
        ))}
      </ol>
    );
  }
  return (
    <>
      {shown.map((text, index) => (
        <span key={index}>
          {index > 0 ? <br /> : null}
          {text}
        </span>
      ))}
    </>
  );
}
