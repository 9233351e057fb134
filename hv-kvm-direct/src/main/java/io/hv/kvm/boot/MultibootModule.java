package io.hv.kvm.boot;

/**
 * A file that a Multiboot kernel is given.
 *
 * @param file its bytes
 * @param string what the kernel is told of it: usually a name and arguments
 */
public record MultibootModule(BootFile file, String string) {}
