/** Where a new version is had, and read of: pages of the center. */
export const DOWNLOADS = "/downloads";
export const RELEASE_NOTES = "/help/KB0010167";
