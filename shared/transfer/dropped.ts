/**
 * A file that is dropped on the window is sent as bytes, for the window knows no paths. A larger one is chosen in the
 * dialog, and then read piece by piece where it lies.
 */
export const LARGEST_DROPPED = 50 * 1024 * 1024
