import { paths } from "~/config/paths";

const LINKS = [
  { href: paths.help(), text: "Help and reporting" },
  { href: paths.support(), text: "Support near you" },
  { href: paths.materials(), text: "What students will see" },
  { href: paths.privacy(), text: "Privacy" },
  { href: paths.accessibility(), text: "Accessibility" },
];

export function SiteFooter({ forceName, wide }: { forceName: string; wide: boolean }) {
  return (
    <footer className="app-footer">
      <div className={wide ? "govuk-width-container app-width--wide" : "govuk-width-container"}>
        <p className="app-footer__emergency">In an emergency, call 999.</p>
        <ul className="app-footer__links">
          {LINKS.map((link) => (
            <li key={link.href}>
              <a className="govuk-link" href={link.href}>
                {link.text}
              </a>
            </li>
          ))}
        </ul>
        <p className="app-footer__note">A service of {forceName} for schools and youth settings.</p>
      </div>
    </footer>
  );
}
