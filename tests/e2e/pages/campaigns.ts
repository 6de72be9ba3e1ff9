import { ServicePage } from "./service-page";

/** What everybody reads about a campaign. */
export class CampaignPage extends ServicePage {
  constructor(
    page: ServicePage["page"],
    protected readonly heading: string,
  ) {
    super(page);
  }
}

export class TagsPage extends ServicePage {
  protected readonly heading = "Campaign and funder";
}
