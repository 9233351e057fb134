package io.hv.kvm.virtio.fs;

/**
 * A file that a guest was told of, and may name by its number until it forgets it.
 *
 * @param node the number
 * @param attributes what it is
 */
public record Entry(long node, Attributes attributes) {}
