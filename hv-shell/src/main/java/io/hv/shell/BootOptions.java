package io.hv.shell;

import io.hv.BinaryBoot;
import io.hv.Boot;
import io.hv.Content;
import io.hv.ElfBoot;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import io.hv.MultibootBoot;
import io.hv.guests.SmallGuest;
import io.hv.guests.SmallGuests;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What {@code hv run} boots. */
final class BootOptions {

    @Option(names = "--kernel", paramLabel = "FILE", description = "A Linux kernel (bzImage).")
    private @Nullable Path kernel;

    @Option(names = "--elf", paramLabel = "FILE", description = "An ELF executable.")
    private @Nullable Path elf;

    @Option(names = "--multiboot", paramLabel = "FILE", description = "A Multiboot 1 kernel.")
    private @Nullable Path multiboot;

    @Option(names = "--binary", paramLabel = "FILE", description = "A flat binary.")
    private @Nullable Path binary;

    @Option(names = "--guest", paramLabel = "NAME", description = "One of hv's own small guests, such as echo.")
    private @Nullable String guest;

    @Option(names = "--initrd", paramLabel = "FILE", description = "Its initial RAM disk, with --kernel.")
    private @Nullable Path initrd;

    @Option(names = "--append", paramLabel = "WORDS", description = "The command line, with --kernel or --multiboot.")
    private @Nullable String append;

    @Option(names = "--module", paramLabel = "FILE", description = "A module, with --multiboot. May be repeated.")
    private List<Path> modules = List.of();

    @Option(
            names = "--at",
            paramLabel = "MODE@ADDR",
            converter = EntryConverter.class,
            description = "With --binary: the processor's mode (real, protected, long) and the address of the first "
                    + "byte, which is the first instruction. long@0x100000 where it is not given.")
    private @Nullable Entry at;

    record Entry(BinaryBoot.Mode mode, long address) {}

    /**
     * The boot that the options mean.
     *
     * @param misuse makes the exception for options that do not go together
     */
    Boot boot(Function<String, ? extends RuntimeException> misuse) {
        long chosen = Stream.of(kernel, elf, multiboot, binary, guest)
                .filter(Objects::nonNull)
                .count();
        require(chosen == 1, "give one of --kernel, --elf, --multiboot, --binary, --guest, and only one", misuse);
        require(initrd == null || kernel != null, "--initrd goes with --kernel", misuse);
        require(
                append == null || kernel != null || multiboot != null,
                "--append goes with --kernel or --multiboot",
                misuse);
        require(modules.isEmpty() || multiboot != null, "--module goes with --multiboot", misuse);
        require(at == null || binary != null, "--at goes with --binary", misuse);
        if (kernel != null) {
            return linux(kernel);
        }
        if (multiboot != null) {
            return multiboot(multiboot);
        }
        if (elf != null) {
            return ElfBoot.of(file(elf));
        }
        if (binary != null) {
            Entry entry = at == null ? new Entry(BinaryBoot.Mode.LONG, 0x100000) : at;
            return BinaryBoot.of(file(binary), entry.mode(), entry.address());
        }
        return GuestBoot.of(smallGuest(String.valueOf(guest), misuse));
    }

    private Boot linux(Path kernel) {
        LinuxBoot boot = LinuxBoot.kernel(file(kernel)).append(append == null ? "console=ttyS0" : append);
        return initrd == null ? boot : boot.initrd(file(initrd));
    }

    private Boot multiboot(Path kernel) {
        MultibootBoot boot = MultibootBoot.kernel(file(kernel)).commandLine(append == null ? "" : append);
        for (Path module : modules) {
            boot = boot.module(file(module), module.toString());
        }
        return boot;
    }

    private static Content file(Path path) {
        return Content.file(HostPath.of(path));
    }

    private static SmallGuest smallGuest(String name, Function<String, ? extends RuntimeException> misuse) {
        return SmallGuests.all().stream()
                .filter(guest -> guest.name().equals(name))
                .findFirst()
                .orElseThrow(() -> misuse.apply("no small guest is called '" + name + "'; there are "
                        + String.join(
                                ", ",
                                SmallGuests.all().stream().map(SmallGuest::name).toList())));
    }

    private static void require(boolean holds, String rule, Function<String, ? extends RuntimeException> misuse) {
        if (!holds) {
            throw misuse.apply(rule);
        }
    }

    /** Reads MODE@ADDR. */
    static final class EntryConverter implements ITypeConverter<Entry> {

        @Override
        public Entry convert(String text) {
            int at = text.indexOf('@');
            if (at <= 0) {
                throw malformed(text, null);
            }
            try {
                return new Entry(
                        BinaryBoot.Mode.valueOf(text.substring(0, at).toUpperCase(Locale.ROOT)),
                        Long.decode(text.substring(at + 1)));
            } catch (IllegalArgumentException e) {
                throw malformed(text, e);
            }
        }

        private static TypeConversionException malformed(String text, @Nullable Throwable cause) {
            TypeConversionException error =
                    new TypeConversionException("'" + text + "' is not MODE@ADDR, for example real@0x7c00");
            if (cause != null) {
                error.initCause(cause);
            }
            return error;
        }
    }
}
