package io.hv.kvm.backend.saved;

import io.hv.BinaryBoot;
import io.hv.Boot;
import io.hv.Content;
import io.hv.ElfBoot;
import io.hv.LinuxBoot;
import io.hv.MultibootBoot;
import io.hv.kvm.snapshot.StateFormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * How a machine boots when it is reset.
 *
 * @param way the feature's id
 * @param contents in the order of {@link Boot#contents()}
 * @param lines command lines: the kernel's, then those of modules
 * @param mode of a binary
 * @param loadAddress of a binary
 * @param entry of a binary
 */
record SavedBoot(
        String way, List<SavedContent> contents, List<String> lines, String mode, long loadAddress, long entry) {

    SavedBoot {
        contents = List.copyOf(contents);
        lines = List.copyOf(lines);
    }

    private SavedBoot(Boot boot, List<String> lines) {
        this(boot, lines, "", 0, 0);
    }

    private SavedBoot(Boot boot, List<String> lines, String mode, long loadAddress, long entry) {
        this(
                boot.feature().id(),
                boot.contents().values().stream().map(SavedContent::of).toList(),
                lines,
                mode,
                loadAddress,
                entry);
    }

    static SavedBoot of(Boot boot) {
        if (boot instanceof LinuxBoot linux) {
            return new SavedBoot(boot, List.of(linux.commandLine()));
        }
        if (boot instanceof ElfBoot) {
            return new SavedBoot(boot, List.of());
        }
        if (boot instanceof MultibootBoot multiboot) {
            List<String> lines = new ArrayList<>();
            lines.add(multiboot.commandLine());
            multiboot.modules().forEach(module -> lines.add(module.commandLine()));
            return new SavedBoot(boot, lines);
        }
        if (boot instanceof BinaryBoot binary) {
            return new SavedBoot(boot, List.of(), binary.mode().name(), binary.loadAddress(), binary.entry());
        }
        throw new IllegalArgumentException("a boot of an unknown kind was not refused: " + boot);
    }

    Boot boot() {
        return switch (way) {
            case "boot-linux" -> linux();
            case "boot-elf" -> ElfBoot.of(content(0));
            case "boot-multiboot" -> multiboot();
            case "boot-binary" ->
                BinaryBoot.of(content(0), begin(), loadAddress).entry(entry);
            default -> throw new StateFormatException("it boots by " + way + ", which this hv does not know");
        };
    }

    private Content content(int index) {
        if (index >= contents.size()) {
            throw new StateFormatException("a boot by " + way + " lacks its contents");
        }
        return contents.get(index).content();
    }

    private String line(int index) {
        if (index >= lines.size()) {
            throw new StateFormatException("a boot by " + way + " lacks a command line");
        }
        return lines.get(index);
    }

    private BinaryBoot.Mode begin() {
        for (BinaryBoot.Mode known : BinaryBoot.Mode.values()) {
            if (known.name().equals(mode)) {
                return known;
            }
        }
        throw new StateFormatException("a binary begins in mode '" + mode + "', which this hv does not know");
    }

    private LinuxBoot linux() {
        LinuxBoot boot = LinuxBoot.kernel(content(0));
        if (contents.size() > 1) {
            boot = boot.initrd(content(1));
        }
        return line(0).isEmpty() ? boot : boot.append(line(0));
    }

    private MultibootBoot multiboot() {
        MultibootBoot boot = MultibootBoot.kernel(content(0)).commandLine(line(0));
        for (int i = 1; i < contents.size(); i++) {
            boot = boot.module(content(i), line(i));
        }
        return boot;
    }
}
