package io.hv;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Boots a Linux kernel directly, without firmware: a bzImage (Linux x86 boot protocol 2.12 or later, 64-bit entry), or on
 * {@code kvm:///} a vmlinux too, by PVH where it has that entry, else by its 64-bit entry.
 * Immutable; each method that sets something returns a new value.
 */
public final class LinuxBoot implements Boot {

    private final Content kernel;
    private final Optional<Content> initrd;
    private final String commandLine;

    private LinuxBoot(Content kernel, Optional<Content> initrd, String commandLine) {
        this.kernel = kernel;
        this.initrd = initrd;
        this.commandLine = commandLine;
    }

    /** Boots the kernel in this file of the host. */
    public static LinuxBoot kernel(HostPath kernel) {
        return kernel(Content.file(kernel));
    }

    /** Boots this kernel. */
    public static LinuxBoot kernel(Content kernel) {
        return new LinuxBoot(kernel, Optional.empty(), "");
    }

    /** With an initial RAM disk from a file of the host. */
    public LinuxBoot initrd(HostPath initrd) {
        return initrd(Content.file(initrd));
    }

    /** With an initial RAM disk. */
    public LinuxBoot initrd(Content initrd) {
        return new LinuxBoot(kernel, Optional.of(initrd), commandLine);
    }

    /** With more words at the end of the kernel's command line; a space is put between. */
    public LinuxBoot append(String words) {
        return new LinuxBoot(kernel, initrd, commandLine.isEmpty() ? words : commandLine + " " + words);
    }

    /** The kernel. */
    public Content kernel() {
        return kernel;
    }

    /** The initial RAM disk, if there is one. */
    public Optional<Content> initrd() {
        return initrd;
    }

    /** The kernel's command line, perhaps empty. */
    public String commandLine() {
        return commandLine;
    }

    @Override
    public Feature feature() {
        return Feature.BOOT_LINUX;
    }

    @Override
    public Map<String, Content> contents() {
        Map<String, Content> all = new LinkedHashMap<>();
        all.put("kernel", kernel);
        initrd.ifPresent(disk -> all.put("initrd", disk));
        return Collections.unmodifiableMap(all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinuxBoot that
                && kernel.equals(that.kernel)
                && initrd.equals(that.initrd)
                && commandLine.equals(that.commandLine);
    }

    @Override
    public int hashCode() {
        return kernel.hashCode() * 31 + commandLine.hashCode();
    }

    @Override
    public String toString() {
        return "linux " + kernel + initrd.map(disk -> " initrd " + disk).orElse("") + " \"" + commandLine + '"';
    }
}
