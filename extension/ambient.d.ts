// What the type checker is told of names that come from elsewhere: the browser's API, and files that the build writes.

/** An event of the browser. Listeners take what it gives. */
interface BrowserEvent {
  addListener(listener: (...given: any[]) => any, ...rest: any[]): void;
}

declare const chrome: {
  action: any;
  alarms: { onAlarm: BrowserEvent };
  i18n: any;
  /** Only where the person has given the permission; so are notifications. */
  browsingData?: { remove(what: object, data: object): Promise<void> };
  notifications?: { onClicked: BrowserEvent; [call: string]: any };
  permissions: { onAdded: BrowserEvent; onRemoved: BrowserEvent; [call: string]: any };
  runtime: { onInstalled: BrowserEvent; onMessage: BrowserEvent; onStartup: BrowserEvent; [call: string]: any };
  scripting: any;
  storage: { onChanged: BrowserEvent; session: any };
  tabs: any;
  webRequest: { onBeforeRequest: BrowserEvent; onCompleted: BrowserEvent; onErrorOccurred: BrowserEvent };
};

declare module "*/core/core.js";
declare module "*/sites.js";

/** In browsers of the Chromium family. */
declare function showDirectoryPicker(): Promise<any>;
