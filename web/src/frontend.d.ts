// What we use of GOV.UK Frontend and MoJ Frontend, which ship no types.
declare module "govuk-frontend" {
  interface ComponentClass {
    new (root: Element, config?: object): unknown;
    moduleName: string;
  }
  export function createAll(component: ComponentClass, config?: object, scope?: Element | Document): unknown[];
  export const Button: ComponentClass;
  export const CharacterCount: ComponentClass;
  export const Checkboxes: ComponentClass;
  export const ErrorSummary: ComponentClass;
  export const ExitThisPage: ComponentClass;
  export const NotificationBanner: ComponentClass;
  export const PasswordInput: ComponentClass;
  export const ServiceNavigation: ComponentClass;
  export const SkipLink: ComponentClass;
  export const Tabs: ComponentClass;
}

declare module "@ministryofjustice/frontend/moj/components/sortable-table/sortable-table.mjs" {
  export const SortableTable: { new (root: Element, config?: object): unknown; moduleName: string };
}

declare module "htmx.org/dist/htmx.esm.js" {
  const htmx: {
    config: Record<string, unknown>;
    onLoad(callback: (element: Element) => void): void;
  };
  export default htmx;
}
