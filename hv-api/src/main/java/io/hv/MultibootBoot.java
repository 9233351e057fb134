package io.hv;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Boots a kernel by the Multiboot specification 0.6.96 ("Multiboot 1"), with modules. Immutable; each method that sets
 * something returns a new value.
 */
public final class MultibootBoot implements Boot {

    private final Content kernel;
    private final String commandLine;
    private final List<Module> modules;

    private MultibootBoot(Content kernel, String commandLine, List<Module> modules) {
        this.kernel = kernel;
        this.commandLine = commandLine;
        this.modules = modules;
    }

    /** Boots this kernel. */
    public static MultibootBoot kernel(Content kernel) {
        return new MultibootBoot(kernel, "", List.of());
    }

    /** With this command line. */
    public MultibootBoot commandLine(String line) {
        return new MultibootBoot(kernel, line, modules);
    }

    /** With one more module. */
    public MultibootBoot module(Content content, String line) {
        List<Module> more = new ArrayList<>(modules);
        more.add(new Module(content, line));
        return new MultibootBoot(kernel, commandLine, List.copyOf(more));
    }

    /** The kernel. */
    public Content kernel() {
        return kernel;
    }

    /** The kernel's command line, perhaps empty. */
    public String commandLine() {
        return commandLine;
    }

    /** The modules, in the order in which the kernel is told of them. */
    public List<Module> modules() {
        return modules;
    }

    @Override
    public Feature feature() {
        return Feature.BOOT_MULTIBOOT;
    }

    @Override
    public Map<String, Content> contents() {
        Map<String, Content> all = new LinkedHashMap<>();
        all.put("kernel", kernel);
        for (int i = 0; i < modules.size(); i++) {
            all.put("modules[" + i + "]", modules.get(i).content());
        }
        return Collections.unmodifiableMap(all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MultibootBoot that
                && kernel.equals(that.kernel)
                && commandLine.equals(that.commandLine)
                && modules.equals(that.modules);
    }

    @Override
    public int hashCode() {
        return kernel.hashCode() * 31 + commandLine.hashCode();
    }

    @Override
    public String toString() {
        return "multiboot " + kernel + " \"" + commandLine + "\" modules " + modules.size();
    }

    /**
     * A module: bytes that the kernel finds in its RAM.
     *
     * @param content the bytes
     * @param commandLine the module's string
     */
    public record Module(Content content, String commandLine) {}
}
