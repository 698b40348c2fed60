// The small islands of every page.
export {};
