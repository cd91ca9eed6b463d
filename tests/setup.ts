import fc from "fast-check";

/**
 * Property tests try the same texts at every run, so that a build does not fail by chance;
 * FC_SEED=random (or a number) tries others, and what it finds becomes a table case.
 */
const seed = process.env.FC_SEED ?? "20231122";
fc.configureGlobal(seed === "random" ? {} : { seed: Number(seed) });
