package io.hv.kvm.boot;

/**
 * An executable in its place.
 *
 * @param entry the physical address of its first instruction
 * @param start the lowest address of it
 * @param end the first address after all of it, bss too
 */
record LoadedImage(long entry, long start, long end) {}
