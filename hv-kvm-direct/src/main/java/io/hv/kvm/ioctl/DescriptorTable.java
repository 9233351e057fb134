package io.hv.kvm.ioctl;

/**
 * A register that points to a descriptor table (struct kvm_dtable).
 *
 * @param base a linear address
 * @param limit the last offset in bytes, 0 to 65535
 */
public record DescriptorTable(long base, int limit) {}
