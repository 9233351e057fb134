package io.hv.kvm.virtio.fs;

/**
 * A file that is there now, and open.
 *
 * @param entry the file
 * @param handle what it is open by
 */
public record Created(Entry entry, long handle) {}
