import { ServicePage } from "./service-page";

export class PlacePage extends ServicePage {
  protected readonly heading = "Change the place";
}

export class FirstContactPage extends ServicePage {
  protected readonly heading = "Change the contact";
}
