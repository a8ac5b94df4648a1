/** A management event as CloudTrail writes it [CloudTrail User Guide, cloudtrail-event-reference-record-contents]. */
export type TrailEvent = {
  eventVersion: "1.11";
  userIdentity: object;
  eventTime: string;
  eventSource: string;
  eventName: string;
  awsRegion: string;
  sourceIPAddress: string;
  userAgent: string;
  errorCode?: string;
  errorMessage?: string;
  requestParameters: Record<string, string> | null;
  responseElements: object | null;
  requestID: string;
  eventID: string;
  readOnly: false;
  eventType: "AwsApiCall";
  managementEvent: true;
  recipientAccountId: string;
  eventCategory: "Management";
};

const MOST_KEPT = 20_000;

/** The management events: calls that change something, refused ones too. Reads are not kept. */
export class Trail {
  #events: TrailEvent[] = [];
  readonly #listeners: ((event: TrailEvent) => void)[] = [];

  record(event: TrailEvent): void {
    if (this.#events.length >= MOST_KEPT) this.#events = this.#events.slice(MOST_KEPT / 2);
    this.#events.push(event);
    for (const listener of this.#listeners) listener(event);
  }

  /** Returns the events of one account and Region, newest first. */
  eventsOf(accountId: string, region: string): TrailEvent[] {
    return this.#events
      .filter((event) => event.recipientAccountId === accountId && event.awsRegion === region)
      .toReversed();
  }

  onEvent(listener: (event: TrailEvent) => void): void {
    this.#listeners.push(listener);
  }

  clear(): void {
    this.#events = [];
  }
}
